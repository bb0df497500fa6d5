import type { OuterKey } from '@linli/persistence/envelope';
import { outerKeysOf } from '@linli/persistence/outer-keys';
import { required, serviceEnvironmentFrom, type ServiceEnvironment } from '@linli/subgraph/service-environment';

/** What cases is told by its environment; it is read here and nowhere else. */
export interface CasesConfig extends ServiceEnvironment {
  /** The first wraps the keys of cases' texts; the others open what they wrapped before. */
  readonly outerKeys: readonly [OuterKey, ...OuterKey[]];
  /** The keys as they are listed now: a rotation may have added one. */
  readonly outerKeysAgain?: () => readonly OuterKey[];
  /** Where the peers are whose feeds are read; grid has to be told, since every case has a place. */
  readonly peerUrls: { readonly grid: string; readonly organization?: string; readonly volunteer?: string };
}

export function readConfig(): CasesConfig {
  return {
    ...serviceEnvironmentFrom(process.env),
    outerKeys: outerKeysOf(process.env),
    outerKeysAgain: () => outerKeysOf(process.env),
    peerUrls: {
      grid: required(process.env, 'GRID_URL'),
      ...(process.env['ORGANIZATION_URL'] ? { organization: process.env['ORGANIZATION_URL'] } : {}),
      ...(process.env['VOLUNTEER_URL'] ? { volunteer: process.env['VOLUNTEER_URL'] } : {}),
    },
  };
}

/** What the rotation of keys needs: the role that works without a viewer, and the keys. */
export function readRotation(): { workerUrl: string; outerKeys: readonly [OuterKey, ...OuterKey[]] } {
  return { workerUrl: required(process.env, 'WORKER_DATABASE_URL'), outerKeys: outerKeysOf(process.env) };
}

/** The owner's connection string, for migrations alone. */
export function readOwnerUrl(): string {
  return required(process.env, 'OWNER_DATABASE_URL');
}
