import { mkdir } from 'node:fs/promises';
import { Logs, runProgram } from '@linli/local/child-process';
import { prepareDatabases, provisionAll } from '@linli/local/database-preparation';
import { openDatabaseServer } from '@linli/local/database-server';
import { lockFolder } from '@linli/local/folder-lock';
import { chooseUrls } from '@linli/local/listening';
import type { Say } from '@linli/local/say';
import { ensureSecrets } from '@linli/local/secrets';
import { SupervisedServer } from '@linli/local/supervisor';
import type { Server } from '@linli/local/supervisor';
import { auditHeadsIn, devIssuerServer, gatewayServer, PEERS, SERVICES, serviceServer } from '@linli/local/topology';
import type { ServiceName, Setting } from '@linli/local/topology';
import { Undo } from '@linli/local/undo';
import { inheritedEnvironment } from './config.js';

export interface StackOptions {
  readonly dataFolder: string;
  /** Whether commits wait for the disk, as they do in production. */
  readonly durable: boolean;
  readonly say: Say;
  readonly signal: AbortSignal;
}

/** The databases of a data folder: PostgreSQL runs, the services' tables are up to date, no service runs yet. */
export interface OpenDatabases {
  readonly setting: Setting;
  readonly dataFolder: string;
  readonly signal: AbortSignal;
  /** A superuser's address of the database of a service, or of another one on the same server. */
  addressOf(database: ServiceName | { readonly name: string }): string;
  postgresPid(): number | null;
  stop(): Promise<void>;
}

export async function openDatabases(options: StackOptions): Promise<OpenDatabases> {
  const { dataFolder, signal, say } = options;
  const undo = new Undo();
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    undo.push(await lockFolder(dataFolder));
    const server = await openDatabaseServer({ dataFolder, databaseUrl: null, durable: options.durable }, say);
    undo.push(() => server.stop());
    const secrets = await ensureSecrets(dataFolder, SERVICES, PEERS);
    const databases = await provisionAll(server.adminUrl, secrets);
    const urls = await chooseUrls('127.0.0.1', 0);
    const auditHeads = auditHeadsIn(dataFolder);
    const setting = { inherited: inheritedEnvironment(), secrets, databases, urls, auditHeads };
    const logs = new Logs(dataFolder);
    await prepareDatabases(setting, (program) => runProgram(program, dataFolder, logs, signal), say);
    return {
      setting,
      dataFolder,
      signal,
      addressOf: (database) => {
        const address = new URL(server.adminUrl);
        address.pathname = typeof database === 'string' ? `/linli_${database}` : `/${database.name}`;
        return address.href;
      },
      postgresPid: () => server.pid(),
      stop: () => undo.run(),
    };
  } catch (error) {
    await undo.run().catch(() => {});
    throw error;
  }
}

export interface ServerChoice {
  /** Production, or development with a trace in every answer. */
  readonly mode: 'production' | 'traced';
  /** Added to the environment of gateway and services, such as `NODE_OPTIONS` for a profile. */
  readonly extra?: Readonly<Record<string, string>>;
  readonly say: Say;
}

/** Gateway, services and the issuer of tokens, each a process as `npm start` starts it. */
export interface RunningServers {
  readonly names: readonly string[];
  pid(name: string): number;
  stop(): Promise<void>;
}

export async function startServers(databases: OpenDatabases, choice: ServerChoice): Promise<RunningServers> {
  const { setting, dataFolder, signal } = databases;
  const inner = [...SERVICES.map((service) => serviceServer(service, setting)), gatewayServer(setting, '127.0.0.1')];
  const servers = [...inner.map((server) => modified(server, choice)), devIssuerServer(setting)].map(
    (server) => new SupervisedServer(server, { dataFolder, logs: new Logs(dataFolder), say: choice.say, signal }),
  );
  const stop = async () => void (await Promise.all(servers.map((server) => server.stop())));
  try {
    await Promise.all(servers.map((server) => server.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    names: servers.map(({ server }) => server.name),
    pid: (name) => {
      const pid = servers.find(({ server }) => server.name === name)?.pid;
      if (typeof pid !== 'number') throw new Error(`${name} does not run`);
      return pid;
    },
    stop,
  };
}

/** As in production but for the secrets, which are those of the data folder, and for the budget that a caller has a minute. */
function modified(server: Server, { mode, extra }: ServerChoice): Server {
  const outerKey = server.env['LINLI_OUTER_KEY']?.replaceAll('development:', '');
  return {
    ...server,
    env: {
      ...server.env,
      ...(outerKey === undefined ? {} : { LINLI_OUTER_KEY: outerKey }),
      ...(mode === 'production' ? { NODE_ENV: 'production' } : { NODE_ENV: 'development', LINLI_TRACE: '1' }),
      LINLI_UNMETERED: '1',
      ...extra,
    },
  };
}
