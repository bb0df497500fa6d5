import { required, serviceEnvironmentFrom, type ServiceEnvironment } from '@linli/subgraph/service-environment';

/** What grid is told by its environment; it is read here and nowhere else. */
export interface GridConfig extends ServiceEnvironment {
  /** Where organization is, whose people hold the posts. */
  readonly organizationUrl: string;
}

export function readConfig(): GridConfig {
  return { ...serviceEnvironmentFrom(process.env), organizationUrl: required(process.env, 'ORGANIZATION_URL') };
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
