import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Envelope, outerKeyFrom } from '@linli/persistence/envelope';
import type { Say } from '@linli/local/say';
import { SERVICES } from '@linli/local/topology';
import type { ServiceName } from '@linli/local/topology';
import pg from 'pg';
import { BenchErrors } from '../bench.errors.js';
import { openDatabases, startServers } from '../stack.js';
import type { OpenDatabases } from '../stack.js';
import { fillCases } from './case-filling.js';
import { cityOf } from './city.js';
import type { City } from './city.js';
import { copyRows } from './copy.js';
import { assertInvariants } from './invariants.js';
import { partyTables } from './party-rows.js';
import { placeTables } from './place-rows.js';
import type { TableRows } from './place-rows.js';
import { unitTables } from './unit-rows.js';

export interface GenerateOptions {
  readonly scale: number;
  readonly dataFolder: string;
  readonly say: Say;
  readonly signal: AbortSignal;
}

/** What a data folder holds. */
export interface Generated {
  readonly scale: number;
  readonly seconds: number;
}

/**
 * Fills the four databases of a data folder with a city of the scale. The directories that services keep of each other fill
 * themselves from the feeds, as after any import, before the data count as generated.
 */
export async function generate(options: GenerateOptions): Promise<Generated> {
  const { scale, dataFolder, say } = options;
  if (existsSync(join(dataFolder, 'secrets.json'))) throw BenchErrors.alreadyGenerated({ folder: dataFolder });
  const started = performance.now();
  const databases = await openDatabases({ ...options, durable: false });
  const clients = await clientsOf(databases);
  try {
    await fill(cityOf(scale), databases, clients, say);
    say({ zh: '目录随订阅填充……', en: 'The directories fill from the feeds …' });
    await fillDirectories(databases, clients, say);
    for (const service of SERVICES) await clients[service].query('vacuum (analyze)');
    say({ zh: '核对数据……', en: 'Checking the data …' });
    await assertInvariants(clients);
  } finally {
    for (const service of SERVICES) await clients[service].end();
    await databases.stop();
  }
  const generated = { scale, seconds: Math.round((performance.now() - started) / 1000) };
  await writeFile(fileIn(dataFolder), JSON.stringify(generated));
  say({ zh: `已生成，用时 ${generated.seconds} 秒。`, en: `Generated in ${generated.seconds} s.` });
  return generated;
}

/** What was generated in a data folder; null where nothing was, or not to its end. */
export async function generatedIn(dataFolder: string): Promise<Generated | null> {
  const text = await readFile(fileIn(dataFolder), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Generated);
}

type Clients = Readonly<Record<ServiceName, pg.Client>>;

async function fill(city: City, databases: OpenDatabases, clients: Clients, say: Say): Promise<void> {
  const { outerKey } = databases.setting.secrets;
  await Promise.all([
    fillTables(clients.grid, placeTables(city), say),
    fillTables(clients.organization, partyTables(city, new Envelope(outerKeyFrom(outerKey))), say),
    fillTables(clients.volunteer, unitTables(city), say),
  ]);
  databases.signal.throwIfAborted();
  let told = 0;
  const progress = (done: number) => {
    const percent = Math.floor((done / city.cases) * 20) * 5;
    if (percent > told) say({ zh: `案件 ${percent}%`, en: `cases ${percent} %` });
    told = Math.max(told, percent);
  };
  const range = { address: databases.addressOf('cases'), outerKey };
  await fillCases(clients.cases, range, city, progress, databases.signal);
}

async function fillTables(client: pg.Client, tables: readonly TableRows[], say: Say): Promise<void> {
  for (const filled of tables) {
    const { table, columns } = filled;
    const count = await copyRows(client, table, columns, filled.rows());
    say({ zh: `${table}：${count} 行`, en: `${table}: ${count} rows` });
  }
}

async function clientsOf(databases: OpenDatabases): Promise<Clients> {
  const made = SERVICES.map(async (service) => {
    const client = new pg.Client({ connectionString: databases.addressOf(service) });
    await client.connect();
    return [service, client] as const;
  });
  return Object.fromEntries(await Promise.all(made)) as unknown as Clients;
}

/** How many feeds each service reads. */
const FEEDS_READ: Readonly<Record<ServiceName, number>> = { organization: 3, grid: 1, volunteer: 2, cases: 3 };

/** Runs the services until each has read the feeds of the others to their ends. */
async function fillDirectories(databases: OpenDatabases, clients: Clients, say: Say): Promise<void> {
  const servers = await startServers(databases, { mode: 'production', say });
  try {
    for (const service of SERVICES) {
      while ((await feedsRead(clients[service])) < FEEDS_READ[service]) {
        await delay(200, undefined, { signal: databases.signal });
      }
    }
  } finally {
    await servers.stop();
  }
}

async function feedsRead(client: pg.Client): Promise<number> {
  return (await client.query('select from feed_position')).rowCount ?? 0;
}

const fileIn = (dataFolder: string) => join(dataFolder, 'generated.json');
