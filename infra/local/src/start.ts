import { chmod, mkdir } from 'node:fs/promises';
import { endLeftovers, Logs, runProgram } from './child-process.js';
import { prepareDatabases, provisionAll } from './database-preparation.js';
import { openDatabaseServer } from './database-server.js';
import { mintDevToken } from './dev-token.js';
import type { DevTokenRequest } from './dev-token.js';
import { lockFolder } from './folder-lock.js';
import { chooseUrls, refuseTakenPort } from './listening.js';
import { readRunState, RunRecord } from './run-state.js';
import { refusalOf } from './refusal.js';
import type { Say } from './say.js';
import { ensureSecrets, listOuterKeys, outerKeyFileIn } from './secrets.js';
import { SupervisedServer } from './supervisor.js';
import type { Server } from './supervisor.js';
import {
  auditHeadsIn,
  demoProgram,
  devIssuerServer,
  gatewayServer,
  PEERS,
  SERVICES,
  serviceServer,
} from './topology.js';
import type { ServiceDatabase, ServiceName, Setting, Urls } from './topology.js';
import { Undo } from './undo.js';

export interface LinliOptions {
  /** Holds all that this Linli keeps: secrets, data, logs. Made when missing. */
  readonly dataFolder: string;
  /** Where the gateway listens; port 0 is any free one. */
  readonly host: string;
  readonly port: number;
  /** A PostgreSQL that somebody else runs; ours where it is null. */
  readonly databaseUrl: string | null;
  /** False for what may be lost with the machine. */
  readonly durable: boolean;
  readonly loadsDemo: boolean;
  /** What the processes see of the caller's environment, `PATH` at least. */
  readonly inherited: Readonly<Record<string, string>>;
  readonly say: Say;
  /** Breaks the start off; what had started is stopped. */
  readonly signal: AbortSignal;
}

/** A whole Linli on this machine. */
export interface RunningLinli {
  readonly urls: Urls;
  readonly databases: Readonly<Record<ServiceName, ServiceDatabase>>;
  /** Settled when the demo city is loaded; at once where none was asked for. */
  readonly demoLoaded: Promise<void>;
  /** Processes by name, `postgres` among them; null where there is none, as while one is being restarted. */
  pids(): Readonly<Record<string, number | null>>;
  mint(request: Omit<DevTokenRequest, 'dataFolder'>): Promise<string>;
  stop(): Promise<void>;
}

/** Starts everything: database, services, issuer and gateway, each a process of its own that ends with this one. */
export async function startLinli(options: LinliOptions): Promise<RunningLinli> {
  const undo = new Undo();
  try {
    return { ...(await start(options, undo)), stop: () => undo.run() };
  } catch (error) {
    await undo.run().catch(() => {});
    throw refusalOf(error, options.dataFolder);
  }
}

async function start(options: LinliOptions, undo: Undo): Promise<Omit<RunningLinli, 'stop'>> {
  const { dataFolder, say, signal, inherited } = options;
  await takeFolder(dataFolder, undo);
  await refuseTakenPort(options.host, options.port);
  const secrets = await ensureSecrets(dataFolder, SERVICES, PEERS);
  await listOuterKeys(dataFolder, secrets);
  const logs = new Logs(dataFolder);

  say({ zh: '启动数据库……', en: 'Starting the database …' });
  const database = await openDatabaseServer(options, say);
  undo.push(() => database.stop());
  signal.throwIfAborted();
  const urls = await chooseUrls(options.host, options.port);
  const databases = await provisionAll(database.adminUrl, secrets);
  const files = { auditHeads: auditHeadsIn(dataFolder), outerKeyFile: outerKeyFileIn(dataFolder) };
  const setting: Setting = { inherited, secrets, databases, urls, ...files };
  await prepareDatabases(setting, (program) => runProgram(program, dataFolder, logs, signal), say);

  say({ zh: '启动服务与网关……', en: 'Starting the services and the gateway …' });
  const servers: SupervisedServer[] = [];
  const pids = () => {
    const ofServers = servers.map((server) => [server.server.name, server.pid] as const);
    return { postgres: database.pid(), ...Object.fromEntries(ofServers) };
  };
  const record = new RunRecord(dataFolder, () => ({ launcherPid: process.pid, urls, databases, pids: pids() }));
  undo.push(record.remove);
  database.onRestart(record.write);
  const supervise = async (programs: readonly Server[]) => {
    const surroundings = { dataFolder, logs, say, signal, changed: record.write };
    const group = programs.map((program) => new SupervisedServer(program, surroundings));
    servers.push(...group);
    undo.push(async () => void (await Promise.all(group.map((server) => server.stop()))));
    await Promise.all(group.map((server) => server.start()));
  };
  // Stopped the other way round: the gateway first, so that it answers what it has taken.
  const inner = [...SERVICES.map((service) => serviceServer(service, setting)), devIssuerServer(setting)];
  await Promise.all([supervise(inner), supervise([gatewayServer(setting, options.host)])]);
  signal.throwIfAborted();

  const demoLoaded = options.loadsDemo ? loadDemo(setting, dataFolder, logs, undo) : Promise.resolve();
  return { urls, databases, demoLoaded, pids, mint: (request) => mintDevToken({ dataFolder, ...request }) };
}

async function takeFolder(dataFolder: string, undo: Undo): Promise<void> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await chmod(dataFolder, 0o700);
  undo.push(await lockFolder(dataFolder));
  const left = Object.values((await readRunState(dataFolder))?.pids ?? {});
  endLeftovers(
    dataFolder,
    left.filter((pid) => pid !== null),
  );
}

/** Loads the demo city, which goes on while the gateway already answers, and is broken off when Linli stops. */
async function loadDemo(setting: Setting, dataFolder: string, logs: Logs, undo: Undo): Promise<void> {
  const ending = new AbortController();
  const loaded = runProgram(demoProgram(setting, dataFolder), dataFolder, logs, ending.signal);
  undo.push(async () => {
    ending.abort();
    await loaded.catch(() => {});
  });
  return loaded;
}
