import { createHmac, hkdfSync } from 'node:crypto';
import type { OuterKey } from '@linli/persistence/envelope';

/**
 * Stands for an input with personal data where only its sameness matters (idempotency keys): a keyed digest, so that nobody finds
 * a phone number by trying them all. Changing the outer key makes repeated requests of the day before look new inputs.
 */
export class InputDigest {
  readonly #key: Buffer;
  readonly #phoneKey: Buffer;

  constructor(outer: OuterKey) {
    this.#key = Buffer.from(hkdfSync('sha256', outer.key, '', 'linli input digest', 32));
    this.#phoneKey = Buffer.from(hkdfSync('sha256', outer.key, '', 'linli phone index', 32));
  }

  of(input: unknown): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(input)).digest('hex');
  }

  /** The blind index of a phone number's digits: 20 bits, which find it among few candidates and tell nobody which it is. */
  phoneIndex(digits: string): number {
    return createHmac('sha256', this.#phoneKey).update(digits).digest().readUInt32BE(0) >>> 12;
  }
}
