import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { RequestErrors } from './request.errors.js';

/** The sort keys of a row, in the order of the list. */
export type CursorKeys = readonly (string | number)[];

const MAC_BYTES = 12;

/** Writes and reads cursors: sort keys, signed, so that a caller can neither read more into them nor make them up. */
export class CursorSigner {
  readonly #key: KeyObject;

  /** `key` is 32 bytes in base64. */
  constructor(key: string) {
    const bytes = Buffer.from(key, 'base64');
    if (bytes.length !== 32) throw new Error('the cursor key is 32 bytes in base64');
    this.#key = createSecretKey(bytes);
  }

  /** `list` names the list and its order: a cursor of one is none of another. */
  sign(list: string, keys: CursorKeys): string {
    const body = Buffer.from(JSON.stringify(keys), 'utf8');
    return Buffer.concat([this.#mac(list, body), body]).toString('base64url');
  }

  /** The keys of a cursor of this list; refuses any other text as `BAD_USER_INPUT`. */
  read(list: string, cursor: string): CursorKeys {
    const bytes = Buffer.from(cursor, 'base64url');
    const [mac, body] = [bytes.subarray(0, MAC_BYTES), bytes.subarray(MAC_BYTES)];
    if (mac.length < MAC_BYTES || !timingSafeEqual(mac, this.#mac(list, body))) {
      throw RequestErrors.badUserInput({ path: 'after' });
    }
    return JSON.parse(body.toString('utf8')) as CursorKeys;
  }

  #mac(list: string, body: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(`${list}\n`).update(body).digest().subarray(0, MAC_BYTES);
  }
}
