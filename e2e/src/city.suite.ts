import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RoleHeld } from '@linli/domain/viewer';
import { ROOT } from '@linli/local/config';
import { startLinli } from '@linli/local/start';
import type { RunningLinli } from '@linli/local/start';
import type { ServiceName } from '@linli/local/topology';

/** Somebody who asks: a person with roles, or the bearer of whatever token; nobody is the public. */
export interface Asking {
  readonly roles?: readonly RoleHeld[];
  readonly person?: string;
  readonly token?: string;
  readonly variables?: Record<string, unknown>;
  readonly key?: string;
}

export interface Answer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  /** What it took, as far as the answer tells. */
  readonly trace: { readonly subgraphRequests: number; readonly statements: number } | null;
}

/** The stories ask the dearest question over and over; what callers may spend has tests of its own. */
const INHERITED = {
  PATH: dirname(process.execPath),
  NODE_ENV: 'development',
  LOG_LEVEL: 'warn',
  LINLI_TRACE: '1',
  LINLI_UNMETERED: '1',
};

/** A whole Linli in a folder of its own, each part a process, asked only through its gateway. */
export class City {
  readonly #dataFolder: string;
  #linli: RunningLinli;

  private constructor(dataFolder: string, linli: RunningLinli) {
    this.#dataFolder = dataFolder;
    this.#linli = linli;
  }

  static async start(): Promise<City> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'linli-e2e-'));
    return new City(dataFolder, await run(dataFolder));
  }

  get dataFolder(): string {
    return this.#dataFolder;
  }

  get urls(): RunningLinli['urls'] {
    return this.#linli.urls;
  }

  get databases(): RunningLinli['databases'] {
    return this.#linli.databases;
  }

  mint(request: { roles: readonly RoleHeld[]; person?: string; lifetime?: number }): Promise<string> {
    return this.#linli.mint(request);
  }

  async ask(query: string, asking: Asking = {}): Promise<Answer> {
    const { roles, person, variables, key } = asking;
    const token = asking.token ?? (roles === undefined ? null : await this.mint({ roles, ...(person && { person }) }));
    const response = await fetch(`${this.urls.gateway}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors, extensions } = (await response.json()) as Partial<Answer> & {
      extensions?: { trace?: Answer['trace'] };
    };
    return { status: response.status, data: data ?? null, errors: errors ?? [], trace: extensions?.trace ?? null };
  }

  /** Starts loading the demo city, as the launcher does. */
  loadDemo(): ChildProcess {
    return spawn(process.execPath, [join(ROOT, 'infra', 'demo', 'dist', 'main.js')], {
      env: { ...INHERITED, GATEWAY_URL: this.urls.gateway, LINLI_DATA: this.#dataFolder },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  /** Sends a signal to the process of a service. */
  signal(service: ServiceName, signal: NodeJS.Signals): void {
    process.kill(this.#linli.pids()[service] as number, signal);
  }

  /** Kills every process at once, so that none can put anything in order, then starts all again. Gives the names of the killed. */
  async dieAndStartAgain(): Promise<string[]> {
    const running = Object.entries(this.#linli.pids()).filter(([, pid]) => pid !== null);
    for (const [, pid] of running) process.kill(pid as number, 'SIGKILL');
    await this.#linli.stop();
    this.#linli = await run(this.#dataFolder);
    return running.map(([name]) => name);
  }

  async stop(): Promise<void> {
    await this.#linli.stop();
    await rm(this.#dataFolder, { recursive: true, force: true });
  }
}

/** Ends a process without warning. */
export async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await ended(child);
}

/** The exit code of a process, once it has ended; null where a signal ended it. */
export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** The query that the launcher shows to whoever starts Linli for the first time. */
export function firstQuery(): Promise<string> {
  return readFile(join(ROOT, 'infra', 'local', 'first-query.graphql'), 'utf8');
}

function run(dataFolder: string): Promise<RunningLinli> {
  return startLinli({
    dataFolder,
    host: '127.0.0.1',
    port: 0,
    databaseUrl: null,
    durable: true,
    loadsDemo: false,
    inherited: INHERITED,
    say: () => {},
    signal: new AbortController().signal,
  });
}
