import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { DEV_AUDIENCE, DEV_ISSUER, SERVICES } from '@linli/local/topology';
import pg from 'pg';
import { BenchErrors } from '../bench.errors.js';
import { inheritedEnvironment, PEERS_FOLDER, SUPERGRAPH_FILE } from '../config.js';
import type { OpenDatabases, RunningServers } from '../stack.js';
import { graphqlRequest } from './target.js';
import type { Target } from './target.js';
import type { LoadRequest } from './load-protocol.js';
import type { Asked, Work, WorkName } from './works.js';

/** How a peer is asked for a work, from its `works.json`. */
interface PeerWork {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Linli's own query where neither is given. */
  readonly query?: string;
  /** From the peer's folder. */
  readonly queryFile?: string;
  /** Sends the variables alone. */
  readonly body?: 'variables';
}

interface PeerManifest {
  /** Whether it asks the one database with all tables. */
  readonly oneDatabase?: boolean;
  readonly works: Readonly<Partial<Record<WorkName, PeerWork>>>;
}

/** A peer as it lies in its folder. */
export interface Peer {
  readonly name: string;
  readonly folder: string;
  readonly manifest: PeerManifest;
}

/** The peers of those names, all where it is null, apart by whether they are installed. */
export function findPeers(names: readonly string[] | null): { installed: Peer[]; missing: string[] } {
  const known = existsSync(PEERS_FOLDER) ? readdirSync(PEERS_FOLDER) : [];
  const peers = known.filter((name) => existsSync(join(PEERS_FOLDER, name, 'works.json')));
  const wanted = names ?? peers;
  const isInstalled = (name: string) => peers.includes(name) && isWhole(join(PEERS_FOLDER, name));
  return {
    installed: wanted.filter(isInstalled).map((name) => {
      const folder = join(PEERS_FOLDER, name);
      const manifest = JSON.parse(readFileSync(join(folder, 'works.json'), 'utf8')) as PeerManifest;
      return { name, folder, manifest };
    }),
    missing: wanted.filter((name) => !isInstalled(name)),
  };
}

/** One that depends on nothing needs no installation. */
function isWhole(folder: string): boolean {
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies?: object };
  return dependencies === undefined || existsSync(join(folder, 'node_modules'));
}

const ONE_DATABASE = 'linli_bench_one';

/** What every peer is told by its environment. */
function peerEnvironment(databases: OpenDatabases): Record<string, string> {
  const { setting } = databases;
  const services = SERVICES.flatMap((service) => [
    [`BENCH_DATABASE_URL_${service.toUpperCase()}`, databases.addressOf(service)],
    [`${service.toUpperCase()}_URL`, setting.urls[service]],
  ]);
  return {
    ...inheritedEnvironment(),
    ...(Object.fromEntries(services) as Record<string, string>),
    NODE_ENV: 'production',
    BENCH_ONE_DATABASE_URL: databases.addressOf({ name: ONE_DATABASE }),
    SUPERGRAPH: SUPERGRAPH_FILE,
    LINLI_SERVICE_KEY: JSON.stringify(setting.secrets.processKeys['gateway']),
    LINLI_OUTER_KEY: setting.secrets.outerKey,
    OIDC_ISSUER: DEV_ISSUER,
    OIDC_AUDIENCE: DEV_AUDIENCE,
    OIDC_JWKS_URI: `${setting.urls['dev-issuer']}/jwks`,
  };
}

/** Makes the one database with all tables, where a peer asks for it and it is not there yet. */
export async function ensureOneDatabase(databases: OpenDatabases, peers: readonly Peer[]): Promise<void> {
  if (!peers.some(({ manifest }) => manifest.oneDatabase === true)) return;
  const admin = new pg.Client({ connectionString: databases.addressOf({ name: 'postgres' }) });
  await admin.connect();
  try {
    const making = `${ONE_DATABASE}_making`;
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [ONE_DATABASE]);
    if (rowCount !== 0) return;
    await admin.query(`drop database if exists ${making} with (force)`);
    await admin.query(`create database ${making} encoding 'UTF8' template template0`);
    const address = databases.addressOf({ name: making });
    await runCopy({ ...peerEnvironment(databases), BENCH_ONE_DATABASE_URL: address });
    await admin.query(`alter database ${making} rename to ${ONE_DATABASE}`);
  } finally {
    await admin.end();
  }
}

async function runCopy(env: Record<string, string>): Promise<void> {
  const file = join(PEERS_FOLDER, 'one-database', 'copy.mjs');
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw BenchErrors.peerFailed({ peer: 'one-database', how: `exit ${code}`, output: '' });
}

/** Starts a peer and waits until it says that it serves. */
export async function startPeer(peer: Peer, databases: OpenDatabases, servers: RunningServers): Promise<Target> {
  const child = spawn(process.execPath, ['peer.mjs'], {
    cwd: peer.folder,
    env: peerEnvironment(databases),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { url, works } = await readyLineOf(peer.name, child);
  const normalise = await normaliserOf(peer);
  const { oneDatabase = false } = peer.manifest;
  return {
    name: peer.name,
    url,
    works: new Set(works),
    front: [child.pid ?? 0],
    subgraphs: oneDatabase ? [] : SERVICES.map((service) => servers.pid(service)),
    requestOf: (work, asked, token) => requestOf(peer, work, asked, token),
    dataOf: (work, answer) => normalise(work, answer),
    stop: () => stopped(child),
  };
}

const READY_WITHIN_MS = 60_000;

async function readyLineOf(name: string, child: ChildProcess): Promise<{ url: string; works: WorkName[] }> {
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => (output = `${output}${chunk.toString()}`.slice(-2_000)));
  const failed = (how: string) => Promise.reject(BenchErrors.peerFailed({ peer: name, how, output }));
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const patience = AbortSignal.timeout(READY_WITHIN_MS);
  const ready = new Promise<{ url: string; works: WorkName[] }>((resolve) => {
    lines.on('line', (line) => {
      if (line.startsWith('{"url"')) resolve(JSON.parse(line) as { url: string; works: WorkName[] });
    });
  });
  const died = once(child, 'exit').then(([code]) => failed(`exit ${code}`));
  const late = once(patience, 'abort').then(() => failed('timeout'));
  return Promise.race([ready, died, late]);
}

type Normaliser = (work: WorkName, answer: unknown) => unknown;

async function normaliserOf({ folder }: Peer): Promise<Normaliser> {
  const file = join(folder, 'normalise.mjs');
  if (!existsSync(file)) return (_work, answer) => (answer as { data: unknown }).data;
  return ((await import(pathToFileURL(file).href)) as { normalise: Normaliser }).normalise;
}

function requestOf(peer: Peer, work: Work, asked: Asked, token: string): LoadRequest {
  const how = peer.manifest.works[work.name];
  if (how === undefined) throw new Error(`${peer.name} does not say how it is asked for ${work.name}`);
  const authorization = `Bearer ${token}`;
  if (how.method === 'GET') {
    const query = new URLSearchParams(asked.variables as Record<string, string>);
    return { method: 'GET', path: `${how.path}?${query}`, headers: { authorization } };
  }
  const query =
    how.queryFile === undefined ? (how.query ?? work.query) : readFileSync(join(peer.folder, how.queryFile), 'utf8');
  const request = graphqlRequest(how.path, query, asked, token);
  return how.body === 'variables' ? { ...request, body: JSON.stringify(asked.variables) } : request;
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  child.kill('SIGTERM');
  await once(child, 'exit');
  clearTimeout(patience);
}
