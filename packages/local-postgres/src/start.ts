import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, realpathSync, renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { accountFor } from './account.js';
import { findBinaries } from './binaries.js';
import type { PostgresBinaries } from './binaries.js';
import { adminUrlOf, ensureCluster, filesOf, refusalOf } from './cluster.js';
import type { ClusterFiles } from './cluster.js';
import { freePort, whyNotListening } from './free-port.js';
import { PostgresErrors } from './postgres.errors.js';
import { isServing, readPostmaster } from './postmaster.js';
import { PROGRAM_ENVIRONMENT, serverSettings } from './settings.js';

/** A PostgreSQL server of our own, on loopback. It goes on when the process that started it ends. */
export interface LocalPostgres {
  /** The superuser's address of the database `postgres`. */
  readonly adminUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Whether it was found running, left by an earlier start. */
  readonly adopted: boolean;
  isRunning(): boolean;
  /** Ends its connections, stops it in order and waits until it is gone. */
  stop(): Promise<void>;
}

export interface LocalPostgresOptions {
  /** Holds the cluster, its superuser's password and its log; made when missing. */
  readonly dataFolder: string;
  /** False for what may be lost with the machine, as in tests: then nothing waits for the disk. */
  readonly durable: boolean;
  /** The port to take where it is free; otherwise, and by default, any. */
  readonly port?: number;
}

/** Starts the PostgreSQL of a data folder, or adopts the one that still runs on it. */
export async function startPostgres({ dataFolder, durable, port = 0 }: LocalPostgresOptions): Promise<LocalPostgres> {
  const binaries = await findBinaries();
  let files = filesOf(dataFolder);
  try {
    await ensureCluster(files, binaries, accountFor(binaries, files.cluster), durable);
    files = filesOf(realpathSync(dataFolder));
    const last = readPostmaster(files.cluster);
    if (last !== null && isServing(last.pid, files.cluster)) return await attach(files, last.pid, true);
    return await launch(files, binaries, durable, port);
  } catch (error) {
    throw error instanceof Error && error.name === 'Refusal' ? error : refusalOf(error, files);
  }
}

const ATTEMPTS = 100;
/** Somebody took the port between our asking and the server's listening; or workers of a killed server have not gone yet. */
const PASSING_TROUBLE = /could not bind|pre-existing shared memory block/;

async function launch(files: ClusterFiles, binaries: PostgresBinaries, durable: boolean, port: number) {
  for (let attempt = 1; ; attempt += 1) {
    const args = ['-D', files.cluster, ...serverSettings(await settledPort(port), durable)];
    const pid = await spawnServer(files, ...accountFor(binaries, files.cluster).command(binaries.postgres, args));
    try {
      return await attach(files, pid, false);
    } catch (error) {
      if (attempt === ATTEMPTS || !PASSING_TROUBLE.test(readFileSync(files.log, 'utf8'))) throw error;
      await delay(100);
    }
  }
}

/** The wanted port, once the workers of a killed server have let go of it; any other where it stays taken. */
async function settledPort(wanted: number): Promise<number> {
  for (let waits = 0; waits < 100 && wanted !== 0 && (await whyNotListening(wanted, '127.0.0.1')); waits += 1) {
    await delay(100);
  }
  return freePort(wanted);
}

/** Processes that we started and that have ended; their numbers may be another's by now. */
const ended = new Set<number>();

/** Spawns the server in a session of its own, so that neither our end nor a Ctrl-C in our terminal reaches it. */
async function spawnServer(files: ClusterFiles, program: string, args: string[]): Promise<number> {
  if (existsSync(files.log)) renameSync(files.log, `${files.log}.previous`);
  const log = await open(files.log, 'a', 0o600);
  const stale = readPostmaster(files.cluster)?.pid;
  // PostgreSQL does not start while the process of its last pid file seems alive. We know that this number is now another's.
  const env = { ...PROGRAM_ENVIRONMENT, ...(stale === undefined ? {} : { PG_GRANDPARENT_PID: String(stale) }) };
  try {
    const child = spawn(program, args, { cwd: '/', env, detached: true, stdio: ['ignore', log.fd, log.fd] });
    await once(child, 'spawn');
    const pid = child.pid as number;
    ended.delete(pid);
    child.once('exit', () => ended.add(pid));
    child.unref();
    return pid;
  } finally {
    await log.close();
  }
}

/** A server may first have to replay its log after a crash. */
const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 10_000;
/** A server takes its pid file away a moment before it ends; by then the number may be another's. */
const GONE_WITHIN_MS = 1_000;

async function attach(files: ClusterFiles, pid: number, adopted: boolean): Promise<LocalPostgres> {
  const port = await untilReady(files, pid, adopted);
  const adminUrl = await adminUrlOf(files, port);
  await login(adminUrl, files);
  const isRunning = () => isServing(pid, files.cluster);
  return { adminUrl, port, pid, adopted, isRunning, stop: () => stopServer(pid, isRunning) };
}

/**
 * Asks the server to end in order; if it does not (a full disk keeps it from its last checkpoint), to end at once, which costs it a
 * recovery at the next start and loses nothing.
 */
async function stopServer(pid: number, isRunning: () => boolean): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (isRunning()) process.kill(pid, signal);
    for (const start = Date.now(); isRunning() && Date.now() - start < STOPPED_WITHIN_MS;) await delay(10);
  }
  if (isRunning()) throw PostgresErrors.notStopped({ pid });
  for (const start = Date.now(); isThere(pid) && Date.now() - start < GONE_WITHIN_MS;) await delay(10);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until the server says in its pid file that it is ready; answers the port that it took. */
async function untilReady(files: ClusterFiles, pid: number, adopted: boolean): Promise<number> {
  const isGone = () => (adopted ? !isServing(pid, files.cluster) : ended.has(pid));
  for (const start = Date.now(); !isGone() && Date.now() - start < READY_WITHIN_MS; await delay(10)) {
    const server = readPostmaster(files.cluster);
    if (server?.pid === pid && server.ready) return server.port;
  }
  throw refusalOf(new Error(readFileSync(files.log, 'utf8')), files);
}

async function login(adminUrl: string, files: ClusterFiles): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const refused = (error as { code?: string }).code === '28P01';
    throw refused ? PostgresErrors.passwordLost({ folder: files.dataFolder }) : error;
  } finally {
    await client.end().catch(() => {});
  }
}
