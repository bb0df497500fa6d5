const MOST_AT_ONCE = 128;
const TRIALS_AT_ONCE = 4;
const LATE_IN_A_ROW = 8;

/** How a request on the way ended: `abandoned` where its caller went away first. */
export type Ending = 'answered' | 'late' | 'abandoned';

/**
 * The way to one subgraph: how many requests may be on it at once. While a subgraph hangs only a few are let through to try it, so
 * that waiting for it does not use up the gateway; the first answer opens it again.
 */
export class Lane {
  #onTheWay = 0;
  #lateInARow = 0;

  /** Takes one more where there is room. Whoever was let in leaves again. */
  enter(): boolean {
    const room = this.#lateInARow >= LATE_IN_A_ROW ? TRIALS_AT_ONCE : MOST_AT_ONCE;
    if (this.#onTheWay >= room) return false;
    this.#onTheWay += 1;
    return true;
  }

  leave(ending: Ending): void {
    this.#onTheWay -= 1;
    if (ending === 'late') this.#lateInARow += 1;
    if (ending === 'answered') this.#lateInARow = 0;
  }
}
