import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SERVICES } from '@linli/local/topology';
import { rolesOf } from '@linli/persistence/provision';
import pg from 'pg';
import { startServers } from '../stack.js';
import { faultsOf, plansIn } from './plans.js';
import type { Explained } from './results.js';
import { askOnce } from './tracing.js';
import type { RunSurroundings } from './surroundings.js';
import { workOf } from './works.js';

/** Written to the server's log by every session of the services' roles while plans are kept. */
const AUTO_EXPLAIN = {
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_format': 'json',
} as const;

/** Asks for each work once, warm, and keeps the plan of every statement that the services run for it, as they run it. */
export async function explain(surroundings: RunSurroundings): Promise<Explained[]> {
  const { databases, say, city, works } = surroundings;
  const admin = new pg.Client({ connectionString: databases.addressOf({ name: 'postgres' }) });
  await admin.connect();
  const roles = SERVICES.map((service) => rolesOf(service).app);
  try {
    for (const role of roles) {
      await admin.query(`alter role ${role} set session_preload_libraries = 'auto_explain'`);
      for (const [name, value] of Object.entries(AUTO_EXPLAIN)) {
        await admin.query(`alter role ${role} set ${name} = '${value}'`);
      }
    }
    // The name of the database tells whose statement it is.
    await admin.query(`alter system set log_line_prefix = '%d '`);
    await admin.query('select pg_reload_conf()');
    const servers = await startServers(databases, { mode: 'production', say });
    const log = join(databases.dataFolder, 'postgres', 'server.log');
    try {
      const explained: Explained[] = [];
      for (const work of works.map(workOf)) {
        say({ zh: `记录 ${work.name} 的执行计划……`, en: `Keeping the plans of ${work.name} …` });
        for (let warm = 2; warm < 12; warm += 1) await askOnce(surroundings, work, work.asked(city, warm));
        const { size } = await stat(log);
        await askOnce(surroundings, work, work.asked(city, 1));
        await delay(300);
        const written = (await readFile(log)).subarray(size).toString('utf8');
        for (const plan of plansIn(written)) {
          explained.push({ work: work.name, ...plan, faults: faultsOf(plan.plan) });
        }
      }
      return explained;
    } finally {
      await servers.stop();
    }
  } finally {
    for (const role of roles) await admin.query(`alter role ${role} reset all`);
    await admin.query('alter system reset log_line_prefix');
    await admin.query('select pg_reload_conf()');
    await admin.end();
  }
}
