import { createHmac, hkdfSync } from 'node:crypto';
import type { OuterKey } from '@linli/persistence/envelope';

/**
 * Stands for an input with personal data where only its sameness matters (idempotency keys): a keyed digest, so that nobody finds
 * a phone number by trying them all. Changing the outer key makes repeated requests of the day before look new inputs.
 */
export class InputDigest {
  readonly #key: Buffer;

  constructor(outer: OuterKey) {
    this.#key = Buffer.from(hkdfSync('sha256', outer.key, '', 'linli input digest', 32));
  }

  of(input: unknown): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(input)).digest('hex');
  }
}
