import type { OuterKey } from '@linli/persistence/envelope';
import { outerKeysOf } from '@linli/persistence/outer-keys';
import { required, serviceEnvironmentFrom, type ServiceEnvironment } from '@linli/subgraph/service-environment';

/** What organization is told by its environment; it is read here and nowhere else. */
export interface OrganizationConfig extends ServiceEnvironment {
  /** The first wraps the keys of people; the others open what they wrapped before. */
  readonly outerKeys: readonly [OuterKey, ...OuterKey[]];
  /** The keys as they are listed now: a rotation may have added one. */
  readonly outerKeysAgain?: () => readonly OuterKey[];
  readonly gridUrl: string;
  readonly volunteerUrl: string;
  readonly casesUrl: string;
}

export function readConfig(): OrganizationConfig {
  return {
    ...serviceEnvironmentFrom(process.env),
    outerKeys: outerKeysOf(process.env),
    outerKeysAgain: () => outerKeysOf(process.env),
    gridUrl: required(process.env, 'GRID_URL'),
    volunteerUrl: required(process.env, 'VOLUNTEER_URL'),
    casesUrl: required(process.env, 'CASES_URL'),
  };
}

/** What the rotation of keys needs: the role that works without a viewer, and the keys. */
export function readRotation(): { workerUrl: string; outerKeys: readonly [OuterKey, ...OuterKey[]] } {
  return { workerUrl: readWorkerUrl(), outerKeys: outerKeysOf(process.env) };
}

/** The connection string of the role that works without a viewer, for an operator's commands. */
export function readWorkerUrl(): string {
  return required(process.env, 'WORKER_DATABASE_URL');
}

/** The owner's connection string, for migrations alone. */
export function readOwnerUrl(): string {
  return required(process.env, 'OWNER_DATABASE_URL');
}
