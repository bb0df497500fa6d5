import type { JSONWebKeySet, JWK } from 'jose';

/** What every service is told by its environment. */
export interface ServiceEnvironment {
  readonly host: string;
  readonly port: number;
  /** Of the role that answers requests. */
  readonly databaseUrl: string;
  /** Of the role that works without a viewer. */
  readonly workerDatabaseUrl: string;
  readonly serviceKey: JWK;
  readonly peerKeys: JSONWebKeySet;
  readonly cursorKey: string;
  readonly logLevel: string;
  /** Where the heads of the audit's chain are written, outside the database; without it none are. */
  readonly auditHeads?: string;
  /** Whether answers tell how many SQL statements they took. */
  readonly trace: boolean;
}

/** Reads what every service needs; throws with the name of what is missing. */
export function serviceEnvironmentFrom(environment: NodeJS.ProcessEnv): ServiceEnvironment {
  return {
    host: environment['HOST'] ?? '127.0.0.1',
    port: Number(environment['PORT'] ?? '0'),
    databaseUrl: required(environment, 'DATABASE_URL'),
    workerDatabaseUrl: required(environment, 'WORKER_DATABASE_URL'),
    serviceKey: JSON.parse(required(environment, 'LINLI_SERVICE_KEY')) as JWK,
    peerKeys: JSON.parse(required(environment, 'LINLI_PEER_KEYS')) as JSONWebKeySet,
    cursorKey: required(environment, 'LINLI_CURSOR_KEY'),
    logLevel: environment['LOG_LEVEL'] ?? 'info',
    ...(environment['LINLI_AUDIT_HEADS'] ? { auditHeads: environment['LINLI_AUDIT_HEADS'] } : {}),
    trace: environment['LINLI_TRACE'] === '1',
  };
}

/** A variable that a process cannot do without. */
export function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is missing`);
  return value;
}
