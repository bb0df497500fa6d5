import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BuildingToPlan, Plan } from './planner.js';

/** What a plan is made from. */
export interface PlanTask {
  readonly buildings: readonly BuildingToPlan[];
  readonly targetHouseholds: number;
}

export interface ThreadOptions {
  /** The module that is run in each. */
  readonly module: URL;
  /** How Node runs it, beside what this process was started with. */
  readonly nodeOptions?: readonly string[];
  /** Threads at once. */
  readonly most: number;
  /** Plans that may wait for a thread. */
  readonly waiting: number;
}

/** Threads that work out plans, each one plan: a large community takes seconds, in which requests go on. */
export class PlannerThreads {
  readonly #options: ThreadOptions;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** Whether no thread is free and as many plans wait as may. */
  get areTaken(): boolean {
    return this.#running >= this.#options.most && this.#waiting.length >= this.#options.waiting;
  }

  /**
   * Works a plan out, once a thread is free; null where there are no households to divide. Throws once the signal says so, while
   * waiting and while working, and a `TimeoutError` after so many milliseconds of work: in each case the thread ends.
   */
  async run(task: PlanTask, signal: AbortSignal, longestMs: number): Promise<Plan | null> {
    await this.#turn(signal);
    try {
      signal.throwIfAborted();
      return await this.#workOut(task, AbortSignal.any([signal, AbortSignal.timeout(longestMs)]));
    } finally {
      this.#leave();
    }
  }

  async #workOut(task: PlanTask, signal: AbortSignal): Promise<Plan | null> {
    const { module, nodeOptions } = this.#options;
    const worker = new Worker(module, {
      workerData: task,
      ...(nodeOptions === undefined ? {} : { execArgv: [...nodeOptions] }),
    });
    const ended = once(worker, 'exit').then(() => {
      throw new Error('the thread of the planner ended without a plan');
    });
    try {
      const [plan] = (await Promise.race([once(worker, 'message', { signal }), ended])) as [Plan | null];
      return plan;
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      ended.catch(() => undefined);
      await worker.terminate();
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    if (this.#running < this.#options.most) {
      this.#running += 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => {
      const place = this.#waiting.indexOf(resolve);
      if (place === -1) return;
      this.#waiting.splice(place, 1);
      reject(signal.reason as Error);
    };
    this.#waiting.push(resolve);
    signal.addEventListener('abort', giveUp, { once: true });
    await promise;
  }

  /** The next that waits takes the place of the one that leaves. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
