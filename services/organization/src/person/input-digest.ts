import { createHmac, hkdfSync } from 'node:crypto';
import type { OuterKey } from '@linli/persistence/envelope';

/**
 * Stands for an input with personal data where only its sameness matters (idempotency keys): a keyed digest, so that nobody finds
 * a phone number by trying them all. Changing the outer key makes repeated requests of the day before look new inputs.
 */
export class InputDigest {
  readonly #key: Buffer;
  readonly #again: () => readonly OuterKey[];
  readonly #phoneKeys: readonly [Buffer, ...Buffer[]];

  /** With the older keys numbers are found that were indexed by them, and with those that are listed since then (`again`) too. */
  constructor(outer: OuterKey, older: readonly OuterKey[] = [], again: () => readonly OuterKey[] = () => []) {
    this.#again = again;
    this.#key = Buffer.from(hkdfSync('sha256', outer.key, '', 'linli input digest', 32));
    this.#phoneKeys = [phoneKeyOf(outer), ...older.map(phoneKeyOf)];
  }

  of(input: unknown): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(input)).digest('hex');
  }

  /** The blind index of a phone number's digits: 20 bits, which find it among few candidates and tell nobody which it is. */
  phoneIndex(digits: string): number {
    return indexOf(this.#phoneKeys[0], digits);
  }

  /** The indexes that a number has by any key at hand: not all are taken over by the newest at once. */
  phoneIndexes(digits: string): number[] {
    const keys = [...this.#phoneKeys, ...this.#again().map(phoneKeyOf)];
    return [...new Set(keys.map((key) => indexOf(key, digits)))];
  }
}

function phoneKeyOf({ key }: OuterKey): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'linli phone index', 32));
}

function indexOf(key: Buffer, digits: string): number {
  return createHmac('sha256', key).update(digits).digest().readUInt32BE(0) >>> 12;
}
