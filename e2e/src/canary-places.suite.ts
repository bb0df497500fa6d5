import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { SERVICES } from '@linli/local/topology';
import type { ServiceName } from '@linli/local/topology';
import type { TalkativeCity } from './canary-city.suite.js';

/** Somewhere a secret could have been left, with all that is there. */
export interface Place {
  readonly name: string;
  readonly content: Buffer;
}

/** Every log of every process, that of the database server too. */
export async function logsOf({ dataFolder }: TalkativeCity): Promise<Place[]> {
  const logs = await readdir(join(dataFolder, 'logs'));
  const files = [...logs.map((name) => join('logs', name)), join('postgres', 'server.log')];
  return Promise.all(files.map(async (name) => ({ name, content: await readFile(join(dataFolder, name)) })));
}

/** Every table of every service's database as text, past all row policies, as a dump would write it; bytes stand in it in hexadecimal. */
export async function tablesOf({ dataFolder, linli }: TalkativeCity): Promise<Place[]> {
  const password = await readFile(join(dataFolder, 'postgres', 'superuser-password'), 'utf8');
  const places = await Promise.all(
    SERVICES.map(async (service) => {
      const url = new URL(linli.databases[service].ownerUrl);
      url.username = 'postgres';
      url.password = password;
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      try {
        return await tablesIn(client, service);
      } finally {
        await client.end();
      }
    }),
  );
  return places.flat();
}

/** The files of the database server as they lie on the disk, and as a backup of them would take them along; its write-ahead log among them. */
export async function filesOf({ dataFolder }: TalkativeCity): Promise<Place[]> {
  const cluster = join(dataFolder, 'postgres', 'cluster');
  const found = await readdir(cluster, { recursive: true, withFileTypes: true });
  const names = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(name) })));
}

/** Kinds of things of which a service's feed tells. */
const KINDS: Readonly<Record<ServiceName, readonly string[]>> = {
  organization: ['partyOrganization', 'seat', 'person', 'tokenRevocation'],
  grid: ['area', 'grid', 'building', 'gridPost', 'disclosure', 'accessRecord'],
  volunteer: ['unit', 'agreement', 'accessRecord'],
  cases: ['disclosure', 'accessRecord'],
};

/** What the feeds answer a peer: the facts as they are, and all that happened since the given positions. */
export async function feedsOf(city: TalkativeCity, since: Readonly<Record<string, string>>): Promise<Place[]> {
  const paths = SERVICES.flatMap((service) => [
    ...KINDS[service].map((kind) => ({ service, path: `snapshot?kind=${kind}` })),
    { service, path: `tail?${new URLSearchParams({ after: since[service] ?? '' })}` },
  ]);
  return Promise.all(
    paths.map(async ({ service, path }) => {
      const { status, body } = await city.feed(service, path);
      if (status !== 200) throw new Error(`${service}/feed/${path}: ${status}`);
      return { name: `${service}/feed/${path.replace(/after=.*/, 'after')}`, content: Buffer.from(body) };
    }),
  );
}

/** Where the feeds are now. */
export async function positionsOf(city: TalkativeCity): Promise<Record<string, string>> {
  const read = async (service: ServiceName) =>
    (JSON.parse((await city.feed(service, 'position')).body) as { position: string }).position;
  return Object.fromEntries(
    await Promise.all(SERVICES.map(async (service) => [service, await read(service)] as const)),
  );
}

/** The places that hold a text, as it is or in hexadecimal. */
export function placesWith(text: string, places: readonly Place[]): string[] {
  const spellings = [Buffer.from(text), Buffer.from(Buffer.from(text).toString('hex'))];
  return places
    .filter(({ content }) => spellings.some((spelling) => content.includes(spelling)))
    .map(({ name }) => name);
}

async function tablesIn(client: pg.Client, service: string): Promise<Place[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const places: Place[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    places.push({ name: `${service}: ${name}`, content: Buffer.from(rows.map(({ row }) => row).join('\n')) });
  }
  return places;
}
