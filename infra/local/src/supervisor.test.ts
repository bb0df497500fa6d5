import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@linli/local-postgres/free-port';
import { endLeftovers, Logs, runProgram } from './child-process.js';
import { ROOT } from './config.js';
import { identityOf, isAlive } from './process-identity.js';
import { SupervisedServer } from './supervisor.js';

const SERVES = `
  import { createServer } from 'node:http';
  console.log('serving');
  createServer((request, response) => response.end('{}')).listen(Number(process.env.PORT), '127.0.0.1');
  process.on('SIGTERM', () => { console.log('ending'); process.exit(0); });
`;

let folder: string;
let logs: Logs;
let said: string[];
let servers: SupervisedServer[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-supervisor-'));
  logs = new Logs(folder);
  said = [];
  servers = [];
});

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
});

it('a started server is ready, and a stopped one has ended in order', async () => {
  const server = await serverOf(SERVES);
  await server.start();
  expect((await fetch(server.server.url)).ok).toBe(true);

  const process = identityOf(server.pid as number);
  await server.stop();
  expect(isAlive(process)).toBe(false);
  expect(await logs.tail('stand-in')).toBe('serving\nending');
});

it('a server that dies before it is ready is refused with the end of its log', async () => {
  const server = await serverOf(`console.error('no such database'); process.exit(3);`);

  await expect(server.start()).rejects.toMatchObject({
    code: 'PROCESS_FAILED',
    facts: { name: 'stand-in', how: 'exit 3', log: expect.stringContaining('no such database') },
  });
});

it('a server that never becomes ready is refused with its own reason', async () => {
  const server = await serverOf(SERVES.replace("response.end('{}')", `response.writeHead(503).end('no feed')`));

  await expect(server.start()).rejects.toMatchObject({ code: 'PROCESS_NOT_READY', facts: { reason: 'no feed' } });
});

it('a server that is killed is spoken of and comes back on its port', async () => {
  const server = await serverOf(SERVES);
  await server.start();
  const first = server.pid as number;
  process.kill(first, 'SIGKILL');

  await until(async () => server.pid !== first && (await answers(server.server.url)));
  expect(said).toEqual([expect.stringContaining('stand-in ended unexpectedly (SIGKILL)')]);
});

it('a server that is stopped while it waits for its restart stays down', async () => {
  const server = await serverOf(SERVES, { ready: 5000, firstPause: 60_000, longestPause: 60_000 });
  await server.start();
  process.kill(server.pid as number, 'SIGKILL');
  await until(() => said.length === 1);

  await server.stop();
  expect(server.pid).toBeNull();
});

it('the log of the last start is kept beside that of this one', async () => {
  const server = await serverOf(SERVES);
  await server.start();
  await server.stop();
  await (await serverOf(SERVES)).start();

  expect(await readFile(join(folder, 'logs', 'stand-in.previous.log'), 'utf8')).toBe('serving\nending\n');
});

it('a program that fails is refused with the end of its log', async () => {
  const program = { name: 'once', file: await file('once', `console.log('almost'); process.exit(1);`), env: {} };

  await expect(runProgram(program, folder, logs, new AbortController().signal)).rejects.toMatchObject({
    code: 'PROCESS_FAILED',
    facts: { log: expect.stringContaining('almost') },
  });
});

it('a server ends when its launcher is killed', async () => {
  const [launcher, server] = await launchElsewhere();
  launcher.kill('SIGKILL');

  await until(() => !isAlive(server));
  expect(await logs.tail('stand-in')).toBe('serving\nending');
});

it('a server that stood still when its launcher was killed is ended by the next', async () => {
  const [launcher, server] = await launchElsewhere();
  process.kill(server.pid, 'SIGSTOP');
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');

  expect(isAlive(server)).toBe(true);

  endLeftovers(folder, [server.pid]);
  await until(() => !isAlive(server));
});

it('a process that only has the number of a former server is left alone', async () => {
  endLeftovers(folder, [process.pid]);

  expect(isAlive(identityOf(process.pid))).toBe(true);
});

async function serverOf(text: string, patience = { ready: 3000, firstPause: 10, longestPause: 10 }) {
  const port = await freePort();
  const env = { PORT: String(port) };
  const server = new SupervisedServer(
    { name: 'stand-in', file: await file('stand-in', text), env, url: `http://127.0.0.1:${port}` },
    { dataFolder: folder, logs, say: ({ en }) => said.push(en) },
    patience,
  );
  servers.push(server);
  return server;
}

/** Starts a launcher as a process of its own, so that it can be killed, with one server that is up. */
async function launchElsewhere() {
  await logs.rotate('stand-in');
  const port = await freePort();
  const program = { name: 'stand-in', file: await file('stand-in', SERVES), env: { PORT: String(port) } };
  const text = `
    import { Logs, spawnProgram } from '${ROOT}infra/local/dist/child-process.js';
    const folder = ${JSON.stringify(folder)};
    console.log((await spawnProgram(${JSON.stringify(program)}, folder, new Logs(folder))).pid);
    setInterval(() => {}, 1000);
  `;
  const launcher = spawn(process.execPath, [await file('launcher', text)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [pid] = (await once(createInterface(launcher.stdout), 'line')) as [string];
  await until(() => answers(`http://127.0.0.1:${port}`));
  return [launcher, identityOf(Number(pid))] as const;
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, `${name}.mjs`);
  await writeFile(path, text);
  return path;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

/** Waits for what another process does in its own time. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(20);
}
