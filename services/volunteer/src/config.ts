import { required, serviceEnvironmentFrom, type ServiceEnvironment } from '@linli/subgraph/service-environment';

/** What volunteer is told by its environment; it is read here and nowhere else. */
export interface VolunteerConfig extends ServiceEnvironment {
  readonly gridUrl: string;
  readonly organizationUrl: string;
}

export function readConfig(): VolunteerConfig {
  return {
    ...serviceEnvironmentFrom(process.env),
    gridUrl: required(process.env, 'GRID_URL'),
    organizationUrl: required(process.env, 'ORGANIZATION_URL'),
  };
}

/** The owner's connection string, for migrations alone. */
export function readOwnerUrl(): string {
  return required(process.env, 'OWNER_DATABASE_URL');
}
