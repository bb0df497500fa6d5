import { provision } from '@linli/persistence/provision';
import type { Program } from './child-process.js';
import { LauncherErrors } from './launcher.errors.js';
import type { Say } from './say.js';
import type { Secrets } from './secrets.js';
import { areasProgram, migrateProgram, SERVICES } from './topology.js';
import type { ServiceDatabase, ServiceName, Setting } from './topology.js';

/** Makes each service's database and roles where they are missing; one after the other, since roles are the server's. */
export async function provisionAll(
  adminUrl: string,
  { databasePasswords }: Secrets,
): Promise<Readonly<Record<ServiceName, ServiceDatabase>>> {
  const databases: Partial<Record<ServiceName, ServiceDatabase>> = {};
  for (const service of SERVICES) {
    const passwords = databasePasswords[service];
    if (passwords === undefined) throw new Error(`${service} has no passwords`);
    try {
      databases[service] = await provision(adminUrl, service, passwords);
    } catch (error) {
      throw LauncherErrors.databaseFailed({ service, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return databases as Record<ServiceName, ServiceDatabase>;
}

/** Brings the tables up to date, then the areas that ship with Linli. */
export async function prepareDatabases(
  setting: Setting,
  run: (program: Program) => Promise<void>,
  say: Say,
): Promise<void> {
  say({ zh: '更新数据库结构……', en: 'Migrating the databases …' });
  await Promise.all(SERVICES.map((service) => run(migrateProgram(service, setting))));
  say({ zh: '导入区划……', en: 'Importing the areas …' });
  await run(areasProgram(setting));
}
