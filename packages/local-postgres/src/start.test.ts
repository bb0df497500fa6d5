import { afterEach, expect, it } from '@jest/globals';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from './start.js';
import type { LocalPostgres } from './start.js';

const undo: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

it('a new data folder becomes a server on loopback that knows Chinese', async () => {
  const server = await start(await newFolder());

  expect(new URL(server.adminUrl).hostname).toBe('127.0.0.1');
  expect(server.adopted).toBe(false);
  expect(await query(server, `create extension pg_trgm`)).toEqual([]);
  expect(await query(server, `select show_trgm('网格员') <> '{}' as seen`)).toEqual([{ seen: true }]);
  expect(await query(server, `show listen_addresses`)).toEqual([{ listen_addresses: '127.0.0.1' }]);
});

it('the password is for this account alone', async () => {
  const folder = await newFolder();
  await start(folder);

  expect((await stat(join(folder, 'superuser-password'))).mode & 0o777).toBe(0o600);
});

it('a server that still runs is adopted', async () => {
  const folder = await newFolder();
  const first = await start(folder);
  const second = await start(folder);

  expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
});

it('what was stored is there after an orderly stop', async () => {
  const folder = await newFolder();
  const first = await start(folder);
  await query(first, 'create table kept as select 1 as one');
  await first.stop();
  expect(first.isRunning()).toBe(false);

  expect(await query(await start(folder), 'select one from kept')).toEqual([{ one: 1 }]);
});

it('a killed server starts again, on the port that it had', async () => {
  const folder = await newFolder();
  const first = await start(folder);
  process.kill(first.pid, 'SIGKILL');
  while (first.isRunning()) await setImmediate();
  const second = await startPostgres({ dataFolder: folder, durable: false, port: first.port });
  undo.push(() => second.stop());

  expect(second).toMatchObject({ adopted: false, port: first.port });
  expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('a pid file whose number now belongs to another process stops nothing', async () => {
  const folder = await newFolder();
  const first = await start(folder);
  await first.stop();
  const files = join(folder, 'cluster');
  await writeFile(join(files, 'postmaster.pid'), `${process.pid}\n${files}\n1\n${first.port}\n\n127.0.0.1\n`);

  expect(await start(folder)).toMatchObject({ adopted: false });
});

it('a start that was interrupted before the cluster was whole is made again', async () => {
  const folder = await newFolder();
  await writeFile(join(folder, 'cluster.new'), 'half made');

  expect(await start(folder)).toMatchObject({ adopted: false });
});

it('a folder that may not be written is refused with its name', async () => {
  await expect(startPostgres({ dataFolder: '/sys/linli', durable: false })).rejects.toMatchObject({
    code: 'POSTGRES_FOLDER_NOT_WRITABLE',
    facts: { folder: '/sys/linli' },
  });
});

it('a database whose password is lost is refused', async () => {
  const folder = await newFolder();
  await start(folder);
  await rm(join(folder, 'superuser-password'));

  await expect(startPostgres({ dataFolder: folder, durable: false })).rejects.toMatchObject({
    code: 'POSTGRES_PASSWORD_LOST',
  });
});

/** Below a folder of mode 0700, as a home is: when root runs this test, `nobody` may not enter it. */
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-postgres-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataFolder: string): Promise<LocalPostgres> {
  const server = await startPostgres({ dataFolder, durable: false });
  undo.push(() => server.stop());
  return server;
}

async function query(server: LocalPostgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
