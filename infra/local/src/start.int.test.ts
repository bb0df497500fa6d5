import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launcherConfig } from './config.js';
import { identityOf, isAlive } from './process-identity.js';
import { startLinli } from './start.js';
import type { LinliOptions, RunningLinli } from './start.js';

let options: LinliOptions;
let linli: RunningLinli;

beforeAll(async () => {
  options = {
    ...launcherConfig(),
    dataFolder: await mkdtemp(join(tmpdir(), 'linli-start-')),
    host: '127.0.0.1',
    port: 0,
    databaseUrl: null,
    durable: false,
    loadsDemo: false,
    say: () => {},
    signal: new AbortController().signal,
  };
  linli = await startLinli(options);
}, 120_000);

afterAll(async () => {
  await linli.stop();
  await rm(options.dataFolder, { recursive: true, force: true });
});

it('a started Linli answers the first query that it proposes, to a token that it gave', async () => {
  const token = await linli.mint({ roles: [{ role: 'COMMUNITY_OFFICER', territory: '340705402001' }] });
  const query = await readFile(new URL('../first-query.graphql', import.meta.url), 'utf8');
  const answer = await fetch(`${linli.urls.gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });

  expect(await answer.json()).toMatchObject({ data: { area: { name: '天井湖社区居委会', cases: { totalCount: 0 } } } });
});

it('a second start on the same folder is refused and harms nothing', async () => {
  await expect(startLinli(options)).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
  expect(Object.values(linli.pids()).every((pid) => pid !== null && isAlive(identityOf(pid)))).toBe(true);
});

it('a port that is taken is refused by its number', async () => {
  const dataFolder = join(options.dataFolder, 'another');
  const port = Number(new URL(linli.urls.gateway).port);

  await expect(startLinli({ ...options, dataFolder, port })).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    facts: { port },
  });
});

it('a stopped Linli leaves no process, and is there again with all that it kept', async () => {
  const processes = Object.values(linli.pids()).map((pid) => identityOf(pid ?? 0));
  await linli.stop();
  expect(processes.filter(isAlive)).toEqual([]);
  const left = ['another', 'audit', 'logs', 'outer-keys', 'postgres', 'secrets.json'];
  expect((await readdir(options.dataFolder)).sort()).toEqual(left);

  linli = await startLinli(options);
  expect((await fetch(`${linli.urls.gateway}/health/ready`)).ok).toBe(true);
});
