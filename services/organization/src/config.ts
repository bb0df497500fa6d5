import { readFileSync } from 'node:fs';
import { outerKeysFrom, type OuterKey } from '@linli/persistence/envelope';
import { required, serviceEnvironmentFrom, type ServiceEnvironment } from '@linli/subgraph/service-environment';

/** What organization is told by its environment; it is read here and nowhere else. */
export interface OrganizationConfig extends ServiceEnvironment {
  /** The first wraps the keys of people; the others open what they wrapped before. */
  readonly outerKeys: readonly [OuterKey, ...OuterKey[]];
  readonly gridUrl: string;
  readonly volunteerUrl: string;
}

export function readConfig(): OrganizationConfig {
  return {
    ...serviceEnvironmentFrom(process.env),
    outerKeys: outerKeysOf(process.env),
    gridUrl: required(process.env, 'GRID_URL'),
    volunteerUrl: required(process.env, 'VOLUNTEER_URL'),
  };
}

/** What the rotation of keys needs: the role that works without a viewer, and the keys. */
export function readRotation(): { workerUrl: string; outerKeys: readonly [OuterKey, ...OuterKey[]] } {
  return { workerUrl: required(process.env, 'WORKER_DATABASE_URL'), outerKeys: outerKeysOf(process.env) };
}

/** From `LINLI_OUTER_KEY`, or the file that `LINLI_OUTER_KEY_FILE` names; in production none that was made for development. */
export function outerKeysOf(environment: NodeJS.ProcessEnv): [OuterKey, ...OuterKey[]] {
  const file = environment['LINLI_OUTER_KEY_FILE'] ?? '';
  const text = file === '' ? required(environment, 'LINLI_OUTER_KEY') : readFileSync(file, 'utf8');
  const keys = outerKeysFrom(text);
  if (environment['NODE_ENV'] === 'production' && keys.some(({ development }) => development === true)) {
    throw new Error('the outer key was made for development; production needs one of its own (LINLI_OUTER_KEY)');
  }
  return keys;
}

/** The owner's connection string, for migrations alone. */
export function readOwnerUrl(): string {
  return required(process.env, 'OWNER_DATABASE_URL');
}
