/** Taken out of the global object once: lots are drawn a million times a second. */
const { floor, imul } = Math;

/** Draws lots that come out the same on every machine for the same seed (mulberry32). */
export class Lots {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** At least 0 and below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** One of at least one value. */
  oneOf<Value>(values: readonly Value[]): Value {
    return values[floor(this.next() * values.length)] as Value;
  }

  /** The values in an order that is drawn. */
  shuffled<Value>(values: readonly Value[]): Value[] {
    const left = [...values];
    return values.map(() => left.splice(floor(this.next() * left.length), 1)[0] as Value);
  }
}
