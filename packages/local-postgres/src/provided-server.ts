import pg from 'pg';
import { PostgresErrors } from './postgres.errors.js';

const SUPPORTED_VERSIONS = { from: 15, to: 18 };

/** Makes sure that a PostgreSQL which somebody else runs can carry Linli: reachable, of a known version, with a role that may provision. */
export async function checkProvidedServer(databaseUrl: string): Promise<void> {
  const server = hostOf(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<ServerFacts>(
      `select current_setting('server_version_num')::int / 10000 as version, rolname as role,
              rolsuper or (rolcreaterole and rolcreatedb) as "mayProvision"
         from pg_roles where rolname = current_user`,
    );
    const { version, role, mayProvision } = rows[0] as ServerFacts;
    if (version < SUPPORTED_VERSIONS.from || version > SUPPORTED_VERSIONS.to) {
      throw PostgresErrors.versionUnsupported({ version });
    }
    if (!mayProvision) throw PostgresErrors.roleTooWeak({ role });
  } catch (error) {
    throw refusalOf(error as Error & { code?: string }, server);
  } finally {
    await client.end().catch(() => {});
  }
}

interface ServerFacts {
  version: number;
  role: string;
  mayProvision: boolean;
}

/** The server as a message may name it: without the password. */
function hostOf(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) throw PostgresErrors.urlMalformed();
  return `${url.hostname || 'localhost'}:${url.port || '5432'}`;
}

function refusalOf(error: Error & { code?: string }, server: string): Error {
  if (error.name === 'Refusal') return error;
  // Connecting to a name with several addresses fails with all their reasons and no message of its own.
  const reason = error.message || (error.code ?? error.name);
  // Class 28: invalid authorization; class 3D: no such database.
  return /^(28|3D)/.test(error.code ?? '')
    ? PostgresErrors.loginRefused({ server, reason })
    : PostgresErrors.serverUnreachable({ server, reason });
}
