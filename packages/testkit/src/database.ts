import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate, type MigrationClass } from '@linli/persistence/database';
import { provision, rolesOf, type ServiceDatabase } from '@linli/persistence/provision';
import { testServer } from './config.js';

/** A database that belongs to one suite. */
export interface SuiteDatabase extends ServiceDatabase {
  drop(): Promise<void>;
}

const PASSWORDS = { owner: 'test', app: 'test', worker: 'test' };
const LOCK = 727_002;

/**
 * A migrated database of its own for a suite, copied from a template that the first suite of the run makes. The roles are those
 * of production: what the app role may not do fails here too.
 */
export async function suiteDatabase(service: string, migrations: readonly MigrationClass[]): Promise<SuiteDatabase> {
  const adminUrl = testServer();
  const name = `${service}_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [LOCK]);
    const template = await ensureTemplate(adminUrl, admin, service, migrations);
    await admin.query(`create database ${name} template ${template} owner ${rolesOf(service).owner}`);
  } finally {
    await admin.end();
  }
  return { ...(await provision(adminUrl, service, PASSWORDS, name)), drop: () => drop(adminUrl, name) };
}

async function ensureTemplate(
  adminUrl: string,
  admin: pg.Client,
  service: string,
  migrations: readonly MigrationClass[],
): Promise<string> {
  const template = `${service}_template_${migrations.length}`;
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [`${template}_done`]);
  if (rowCount !== 0) return `${template}_done`;
  await admin.query(`drop database if exists ${template} with (force)`);
  const { ownerUrl } = await provision(adminUrl, service, PASSWORDS, template);
  await migrate({ url: ownerUrl, entities: [], migrations });
  await admin.query(`alter database ${template} rename to ${template}_done`);
  return `${template}_done`;
}

async function drop(adminUrl: string, name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`drop database if exists ${name} with (force)`);
  } finally {
    await admin.end();
  }
}
