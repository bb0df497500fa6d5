import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { endOf, failureOf, spawnProgram, stopChild } from './child-process.js';
import type { Logs, Program } from './child-process.js';
import { LauncherErrors } from './launcher.errors.js';
import type { Say } from './say.js';

/** A program that serves, and tells at `url`/health/ready whether it does. */
export interface Server extends Program {
  readonly url: string;
}

/** How long the supervisor waits, in milliseconds. */
export interface Patience {
  readonly ready: number;
  /** Between a death and the first restart; doubled with each further death, up to `longestPause`. */
  readonly firstPause: number;
  readonly longestPause: number;
}

/** What every server of one start has in common. */
export interface Surroundings {
  readonly dataFolder: string;
  readonly logs: Logs;
  readonly say: Say;
  /** Called whenever a server has a new process. */
  readonly changed?: () => void;
  /** Breaks off the waiting for whatever is just starting. */
  readonly signal?: AbortSignal;
}

const PATIENCE: Patience = { ready: 60_000, firstPause: 200, longestPause: 30_000 };
/** Who lived this long starts again with a clean record. */
const SETTLED_MS = 60_000;

/** Keeps a server running: starts it, tells of its deaths, restarts it after a growing pause, stops it. */
export class SupervisedServer {
  readonly server: Server;
  readonly #surroundings: Surroundings;
  readonly #patience: Patience;
  readonly #stopping = new AbortController();
  #child: ChildProcess | null = null;
  #spawning: Promise<unknown> = Promise.resolve();
  #kept: Promise<void> = Promise.resolve();

  constructor(server: Server, surroundings: Surroundings, patience: Patience = PATIENCE) {
    this.server = server;
    this.#surroundings = surroundings;
    this.#patience = patience;
  }

  /** Its process; null while there is none. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Starts it and waits until it is ready. Dying before that is a refusal, with the end of its log. */
  async start(): Promise<void> {
    const { name } = this.server;
    const { logs } = this.#surroundings;
    await logs.rotate(name);
    if (this.#isStopping) return;
    const child = await this.#spawn();
    const ready = new AbortController();
    try {
      const died = endOf(child).then(async (how) => Promise.reject(await failureOf(name, how, logs)));
      await Promise.race([this.#untilReady(ready.signal), died]);
    } finally {
      ready.abort();
    }
    this.#kept = this.#keep(child);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#spawning.catch(() => {});
    if (this.#child !== null) await stopChild(this.#child);
    await this.#kept;
  }

  async #spawn(): Promise<ChildProcess> {
    const { dataFolder, logs, changed } = this.#surroundings;
    const spawning = spawnProgram(this.server, dataFolder, logs).then((child) => {
      this.#child = child;
      child.once('exit', () => (this.#child = null));
      return child;
    });
    this.#spawning = spawning;
    const child = await spawning;
    changed?.();
    return child;
  }

  /** Restarts the server whenever it dies, until it is stopped. */
  async #keep(first: ChildProcess): Promise<void> {
    const { name } = this.server;
    const { logs, say } = this.#surroundings;
    let [child, pause] = [first, this.#patience.firstPause];
    for (;;) {
      const born = Date.now();
      const how = await endOf(child);
      if (this.#isStopping) return;
      if (Date.now() - born > SETTLED_MS) pause = this.#patience.firstPause;
      const log = `${logs.of(name)}\n${await logs.tail(name)}`;
      say({
        zh: `${name} 意外退出（${how}），${pause / 1000} 秒后重启。日志：${log}`,
        en: `${name} ended unexpectedly (${how}), restarting in ${pause / 1000} s. Log: ${log}`,
      });
      let next: ChildProcess | null = null;
      while (next === null) {
        await delay(pause, undefined, { signal: this.#stopping.signal }).catch(() => {});
        if (this.#isStopping) return;
        pause = Math.min(pause * 2, this.#patience.longestPause);
        // A machine without room for another process now may have it with the next try.
        next = await this.#spawn().catch(() => null);
      }
      child = next;
    }
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted || this.#surroundings.signal?.aborted === true;
  }

  async #untilReady(signal: AbortSignal): Promise<void> {
    const { name, url } = this.server;
    const start = Date.now();
    for (let reason = ''; !signal.aborted && !this.#isStopping; await delay(50)) {
      reason = await whyNotReady(url);
      if (reason === '') return;
      if (Date.now() - start > this.#patience.ready) {
        const [seconds, log] = [this.#patience.ready / 1000, this.#surroundings.logs.of(name)];
        throw LauncherErrors.processNotReady({ name, seconds, reason, log });
      }
    }
  }
}

/** What keeps a server from being ready, in its own words; empty where nothing does. */
async function whyNotReady(url: string): Promise<string> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) });
    const text = await answer.text();
    return answer.ok ? '' : text || String(answer.status);
  } catch (error) {
    return error instanceof Error ? error.message : 'no answer';
  }
}
