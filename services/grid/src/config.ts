import type { OuterKey } from '@linli/persistence/envelope';
import { outerKeysOf } from '@linli/persistence/outer-keys';
import { required, serviceEnvironmentFrom, type ServiceEnvironment } from '@linli/subgraph/service-environment';

/** What grid is told by its environment; it is read here and nowhere else. */
export interface GridConfig extends ServiceEnvironment {
  /** Where organization is, whose people hold the posts. */
  readonly organizationUrl: string;
  /** Where volunteer is, whose units send liaisons. */
  readonly volunteerUrl: string;
  /** The first wraps the keys of diaries; the others open what they wrapped before. */
  readonly outerKeys: readonly [OuterKey, ...OuterKey[]];
  /** The keys as they are listed now: a rotation may have added one. */
  readonly outerKeysAgain?: () => readonly OuterKey[];
}

export function readConfig(): GridConfig {
  return {
    ...serviceEnvironmentFrom(process.env),
    organizationUrl: required(process.env, 'ORGANIZATION_URL'),
    volunteerUrl: required(process.env, 'VOLUNTEER_URL'),
    outerKeys: outerKeysOf(process.env),
    outerKeysAgain: () => outerKeysOf(process.env),
  };
}

/** What the rotation of keys needs: the role that works without a viewer, and the keys. */
export function readRotation(): { workerUrl: string; outerKeys: readonly [OuterKey, ...OuterKey[]] } {
  return { workerUrl: required(process.env, 'WORKER_DATABASE_URL'), outerKeys: outerKeysOf(process.env) };
}

/** The owner's connection string, for migrations and imports alone. */
export function readOwnerUrl(): string {
  return required(process.env, 'OWNER_DATABASE_URL');
}

/** The language of whoever sits at the terminal, from the locale of their messages. */
export function readLanguage(): 'zh' | 'en' {
  const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
  return locale.startsWith('zh') ? 'zh' : 'en';
}
