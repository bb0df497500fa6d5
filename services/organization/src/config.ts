import { required, serviceEnvironmentFrom, type ServiceEnvironment } from '@linli/subgraph/service-environment';

/** What organization is told by its environment; it is read here and nowhere else. */
export interface OrganizationConfig extends ServiceEnvironment {
  /** Wraps the keys of people, `VERSION:BASE64`. */
  readonly outerKey: string;
  readonly gridUrl: string;
  readonly volunteerUrl: string;
}

export function readConfig(): OrganizationConfig {
  return {
    ...serviceEnvironmentFrom(process.env),
    outerKey: required(process.env, 'LINLI_OUTER_KEY'),
    gridUrl: required(process.env, 'GRID_URL'),
    volunteerUrl: required(process.env, 'VOLUNTEER_URL'),
  };
}

/** The owner's connection string, for migrations alone. */
export function readOwnerUrl(): string {
  return required(process.env, 'OWNER_DATABASE_URL');
}
