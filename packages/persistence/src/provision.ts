import pg from 'pg';

/** Passwords of a service's three roles. */
export interface RolePasswords {
  owner: string;
  app: string;
  worker: string;
}

/** Where a service finds its database, a connection string for each of its roles. */
export interface ServiceDatabase {
  ownerUrl: string;
  appUrl: string;
  workerUrl: string;
}

/**
 * How statements are planned: a page out of order costs hardly more than the next one on today's disks, and no statement of a request
 * lasts so long that compiling it would pay.
 */
const PLANNING = ['random_page_cost = 1.1', 'jit = off'];

/** The lock that lets one process provision at a time: PostgreSQL refuses to alter a role that is being altered. */
const PROVISION_LOCK = 727_003;

/**
 * Makes a service's database and its three roles where they are missing, and sets the roles' passwords: `linli_<service>_owner`
 * migrates and owns everything, `_app` answers requests and `_worker` does work without a viewer; the last two own nothing and
 * bypass no row policy. `adminUrl` is a role that may create roles and databases, on PostgreSQL 15 or later. Several
 * processes may provision at once.
 */
export async function provision(
  adminUrl: string,
  service: string,
  passwords: RolePasswords,
  database = `linli_${service}`,
): Promise<ServiceDatabase> {
  const roles = rolesOf(service);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [PROVISION_LOCK]);
    for (const kind of ['owner', 'app', 'worker'] as const) await ensureRole(admin, roles[kind], passwords[kind]);
    await ensureDatabase(admin, database, roles.owner);
    await ensureAccess(withDatabase(adminUrl, database), roles);
  } finally {
    await admin.end();
  }
  return provisionedDatabase(adminUrl, service, passwords, database);
}

/** How each role reaches a service's database that `provision` has made on the server. */
export function provisionedDatabase(
  serverUrl: string,
  service: string,
  passwords: RolePasswords,
  database = `linli_${service}`,
): ServiceDatabase {
  const roles = rolesOf(service);
  const urlFor = (kind: 'owner' | 'app' | 'worker') =>
    withDatabase(withLogin(serverUrl, roles[kind], passwords[kind]), database);
  return { ownerUrl: urlFor('owner'), appUrl: urlFor('app'), workerUrl: urlFor('worker') };
}

/** Names of a service's roles. Roles belong to the server, not to a database, so that every database of a service shares them. */
export function rolesOf(service: string): { owner: string; app: string; worker: string } {
  return { owner: `linli_${service}_owner`, app: `linli_${service}_app`, worker: `linli_${service}_worker` };
}

async function ensureRole(admin: pg.Client, role: string, password: string): Promise<void> {
  const name = pg.escapeIdentifier(role);
  const attributes = `login nosuperuser nocreatedb nocreaterole nobypassrls password ${pg.escapeLiteral(password)}`;
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await admin.query(`create role ${name} ${attributes}`);
  await admin.query(`alter role ${name} with login password ${pg.escapeLiteral(password)}`);
}

async function ensureDatabase(admin: pg.Client, database: string, owner: string): Promise<void> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [database]);
  if (rowCount !== 0) return;
  await admin.query(`grant ${pg.escapeIdentifier(owner)} to current_user`);
  await admin.query(
    `create database ${pg.escapeIdentifier(database)} owner ${pg.escapeIdentifier(owner)} encoding 'UTF8' template template0`,
  );
}

async function ensureAccess(url: string, roles: ReturnType<typeof rolesOf>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const [owner, app, worker] = [roles.owner, roles.app, roles.worker].map((role) => pg.escapeIdentifier(role));
    const database = pg.escapeIdentifier(client.database ?? '');
    await client.query(`
      revoke all on database ${database} from public;
      grant connect on database ${database} to ${app}, ${worker};
      ${PLANNING.map((setting) => `alter database ${database} set ${setting};`).join('\n')}
      alter schema public owner to ${owner};
      revoke all on schema public from public;
      grant usage on schema public to ${app}, ${worker};
    `);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function withLogin(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.href;
}
