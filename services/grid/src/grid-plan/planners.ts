import { availableParallelism } from 'node:os';
import { setTimeout as after } from 'node:timers/promises';
import { allow, refuse, type Outcome } from '@linli/domain/outcome';
import type { Plan } from './planner.js';
import { PlannerThreads, type PlanTask, type ThreadOptions } from './planner-threads.js';

export interface PlannersOptions extends ThreadOptions {
  /** So long a plan that nobody asks for any more is still worked on. */
  readonly patienceMs: number;
  /** So long a plan may be worked on. */
  readonly longestMs: number;
}

const PLANNERS: PlannersOptions = {
  module: new URL('./planner-thread.js', import.meta.url),
  most: Math.max(1, availableParallelism() - 1),
  waiting: 8,
  patienceMs: 30_000,
  longestMs: 120_000,
};
/** Plans that are kept after they were worked out, for whoever asks again; the oldest go first. */
const KEPT = 32;

/** A plan, null where there are no households to divide; or why there is none (yet). */
export type Planned = Outcome<Plan | null, 'UNDER_WAY' | 'PLANNERS_BUSY' | 'TOO_LARGE'>;

/**
 * The plans that are being worked out, or were of late. The same buildings give the same plan, so that all who ask for it, at once or
 * again, get it from one piece of work; and whoever cannot wait for it asks again.
 */
export class Planners {
  readonly #options: PlannersOptions;
  readonly #threads: PlannerThreads;
  readonly #works = new Map<string, Work>();
  readonly #stopping = new AbortController();

  constructor(options: Partial<PlannersOptions> = {}) {
    this.#options = { ...PLANNERS, ...options };
    this.#threads = new PlannerThreads(this.#options);
  }

  /** The plan of a task, waited for so long; `basis` is the fingerprint of its buildings. */
  async planOf(basis: string, task: PlanTask, waitMs: number): Promise<Planned> {
    const key = `${basis} ${task.targetHouseholds}`;
    const known = this.#works.get(key);
    if (known === undefined && this.#threads.areTaken) return refuse('PLANNERS_BUSY');
    const work = known ?? this.#begin(key, task);
    return work.outcomeWithin(waitMs);
  }

  /** Ends all threads. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#works.values()].map((work) => work.ended));
  }

  #begin(key: string, task: PlanTask): Work {
    const { patienceMs, longestMs } = this.#options;
    const work = new Work(patienceMs, (givenUp) =>
      this.#threads.run(task, AbortSignal.any([givenUp, this.#stopping.signal]), longestMs),
    );
    this.#works.set(key, work);
    work.givenUp.addEventListener('abort', () => this.#forget(key, work), { once: true });
    void work.ended.then(() => {
      if (!work.isDone) this.#forget(key, work);
      this.#keepFew();
    });
    return work;
  }

  #forget(key: string, work: Work): void {
    if (this.#works.get(key) === work) this.#works.delete(key);
  }

  #keepFew(): void {
    const done = [...this.#works].filter(([, work]) => work.isDone);
    for (const [oldest] of done.slice(0, -KEPT)) this.#works.delete(oldest);
  }
}

/** One plan's work, and those who wait for it. */
class Work {
  /** Settled once it no longer takes a thread. */
  readonly ended: Promise<void>;
  /** Whether it came to a plan, or to a reason why there is none. */
  isDone = false;
  readonly #outcome: Promise<Planned>;
  readonly #giveUp = new AbortController();
  readonly #patienceMs: number;
  #patience: NodeJS.Timeout | undefined;
  #hasEnded = false;
  #waiting = 0;

  constructor(patienceMs: number, run: (givenUp: AbortSignal) => Promise<Plan | null>) {
    this.#patienceMs = patienceMs;
    this.#outcome = run(this.givenUp).then(allow, (error: unknown) => {
      if ((error as Error).name === 'TimeoutError') return refuse('TOO_LARGE');
      throw error;
    });
    this.ended = this.#outcome.then(
      () => this.#end(true),
      () => this.#end(false),
    );
  }

  /** Says so when nobody waited for it any more, for too long. */
  get givenUp(): AbortSignal {
    return this.#giveUp.signal;
  }

  async outcomeWithin(waitMs: number): Promise<Planned> {
    clearTimeout(this.#patience);
    this.#waiting += 1;
    try {
      return await Promise.race([this.#outcome, after(waitMs, refuse('UNDER_WAY'), { ref: false })]);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0 && !this.#hasEnded) {
        this.#patience = setTimeout(() => this.#giveUp.abort(), this.#patienceMs).unref();
      }
    }
  }

  #end(isDone: boolean): void {
    clearTimeout(this.#patience);
    this.#hasEnded = true;
    this.isDone = isDone;
  }
}
