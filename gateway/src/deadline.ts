import { performance } from 'node:perf_hooks';

/** When nobody waits for an answer any more: its time is over, or its caller has gone. */
export class Deadline {
  /** On the clock of `performance.now()`. */
  readonly at: number;
  readonly #aborter = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #caller: AbortSignal;
  readonly #abort = (): void => this.#aborter.abort();

  /** `caller` is aborted when the caller has gone. */
  constructor(at: number, caller: AbortSignal) {
    this.at = at;
    this.#caller = caller;
    this.#timer = setTimeout(this.#abort, Math.max(0, at - performance.now()));
    caller.addEventListener('abort', this.#abort, { once: true });
    if (caller.aborted) this.#abort();
  }

  /** Aborted once nobody waits. */
  get signal(): AbortSignal {
    return this.#aborter.signal;
  }

  get callerHasGone(): boolean {
    return this.#caller.aborted;
  }

  /** Milliseconds that are left. */
  left(): number {
    return Math.max(0, Math.floor(this.at - performance.now()));
  }

  /** To be called when the answer is there: a timer that goes off later would hold it in memory until then. */
  answered(): void {
    clearTimeout(this.#timer);
    this.#caller.removeEventListener('abort', this.#abort);
  }
}
