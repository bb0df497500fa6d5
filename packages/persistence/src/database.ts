import { randomUUID } from 'node:crypto';
import { MikroORM, type EntitySchema } from '@mikro-orm/postgresql';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import type { Pool } from 'pg';
import { recordStatementsOf } from './statements.js';

export type MigrationClass = new (...args: ConstructorParameters<typeof Migration>) => Migration;

export interface DatabaseOptions {
  /** Connection string; the role in it decides what may be done. */
  url: string;
  entities: readonly EntitySchema[];
  migrations?: readonly MigrationClass[];
  /** Connections at the most. */
  connections?: number;
  /** After so many milliseconds the server ends a statement, so that nobody waits for what nobody reads. */
  statementTimeoutMs?: number;
}

export type Database = MikroORM;

/**
 * Opens a service's database. It connects when first used, so a service starts while its database is away. A session context
 * (see `session-context.ts`) is set anew in each transaction and ends with it.
 */
export function openDatabase(options: DatabaseOptions): Database {
  return new MikroORM({
    // By this name a fork finds the transaction that it is made in: it must not find one of another database.
    contextName: randomUUID(),
    clientUrl: options.url,
    entities: [...options.entities],
    extensions: [Migrator],
    migrations: {
      migrationsList: [...(options.migrations ?? [])].map((migration) => ({ name: migration.name, class: migration })),
      snapshot: false,
      silent: true,
    },
    pool: { min: 0, max: options.connections ?? 10 },
    driverOptions: {
      statement_timeout: options.statementTimeoutMs ?? 10_000,
      idle_in_transaction_session_timeout: 30_000,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'linli',
      onPoolCreated: (pool: Pool) => void pool.on('connect', recordStatementsOf),
    },
    discovery: { warnWhenNoEntities: false },
    autoJoinRefsForFilters: false,
    forceUtcTimezone: true,
    ignoreUndefinedInQuery: false,
  });
}

/** The lock that lets one process migrate a database at a time. */
const MIGRATION_LOCK = 727_001;

/** Brings a database up to the newest migration, as its owner. Several processes may do so at once: one works, the others wait. */
export async function migrate(options: DatabaseOptions): Promise<void> {
  const database = openDatabase({ ...options, connections: 3, statementTimeoutMs: 600_000 });
  try {
    await database.em.transactional(async (lock) => {
      // It waits for as long as the migrations take, which is minutes where they fill in what was kept before.
      await lock.execute('set local idle_in_transaction_session_timeout = 0');
      await lock.execute(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
      await database.migrator.up();
    });
  } finally {
    await database.close(true);
  }
}

/** Throws where the database does not answer. */
export async function assertAnswers(database: Database): Promise<void> {
  await database.em.fork().execute('select 1');
}
