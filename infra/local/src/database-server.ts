import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkProvidedServer } from '@linli/local-postgres/provided-server';
import { startPostgres } from '@linli/local-postgres/start';
import type { Say } from './say.js';

/** The PostgreSQL that all services keep their databases in. */
export interface DatabaseServer {
  readonly adminUrl: string;
  /** Its process, where it is ours. */
  pid(): number | null;
  /** Calls back whenever it has come back as another process. */
  onRestart(listener: () => void): void;
  stop(): Promise<void>;
}

export interface DatabaseChoice {
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  readonly durable: boolean;
}

/** Opens the PostgreSQL that was provided, or starts our own and brings it back whenever it dies. */
export async function openDatabaseServer(choice: DatabaseChoice, say: Say): Promise<DatabaseServer> {
  if (choice.databaseUrl !== null) {
    await checkProvidedServer(choice.databaseUrl);
    return { adminUrl: choice.databaseUrl, pid: () => null, onRestart: () => {}, stop: async () => {} };
  }
  const options = { dataFolder: join(choice.dataFolder, 'postgres'), durable: choice.durable };
  let restarted = () => {};
  let server = await startPostgres(options);
  const { adminUrl, port } = server;
  const stopping = new AbortController();

  const watch = async () => {
    while (await pause(250, stopping.signal)) {
      if (server.isRunning()) continue;
      say({ zh: 'PostgreSQL 意外退出，正在重启。', en: 'PostgreSQL ended unexpectedly, restarting it.' });
      try {
        server = await startPostgres({ ...options, port });
        restarted();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        say({ zh: `PostgreSQL 未能重启：${reason}`, en: `PostgreSQL could not be restarted: ${reason}` });
        await pause(5000, stopping.signal);
      }
    }
  };
  const watched = watch();

  const stop = async () => {
    stopping.abort();
    await watched;
    await server.stop();
  };
  const onRestart = (listener: () => void) => {
    restarted = listener;
  };
  return { adminUrl, pid: () => server.pid, onRestart, stop };
}

/** Waits; false where the wait was broken off. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return delay(ms, true, { signal }).catch(() => false);
}
