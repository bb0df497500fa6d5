import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** The key from outside that wraps every record's key; its version says which one wrapped what. */
export interface OuterKey {
  readonly version: number;
  readonly key: Buffer;
}

/** Where a sealed text belongs. It is bound to that place: copied to another row or column, it does not open. */
export interface SealedPlace {
  readonly table: string;
  readonly id: string;
  readonly field: string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Reads an outer key as the environment gives it: its version up to 65535, a colon, 32 bytes in base64. */
export function outerKeyFrom(text: string): OuterKey {
  const match = /^(\d{1,5}):(.+)$/.exec(text);
  const key = Buffer.from(match?.[2] ?? '', 'base64');
  const version = Number(match?.[1]);
  if (match === null || version > 0xffff || key.length !== KEY_BYTES) {
    throw new Error('the outer key is written as VERSION:BASE64 with 32 bytes of key');
  }
  return { version, key };
}

/**
 * Seals texts with AES-256-GCM, a key for each record, wrapped by the outer key: dropping a record's wrapped key erases its
 * texts, wherever copies of them lie.
 */
export class Envelope {
  readonly #outer: OuterKey;

  constructor(outer: OuterKey) {
    this.#outer = outer;
  }

  /** A new key for a record, and the wrapped form that is stored with the record. */
  newRecordKey(recordId: string): { key: Buffer; wrapped: Buffer } {
    const key = randomBytes(KEY_BYTES);
    const version = Buffer.alloc(2);
    version.writeUInt16BE(this.#outer.version);
    return { key, wrapped: Buffer.concat([version, encrypt(this.#outer.key, key, `record-key:${recordId}`)]) };
  }

  /** The key of a record from its wrapped form; throws where it was wrapped for another record or by another outer key. */
  recordKey(recordId: string, wrapped: Buffer): Buffer {
    const version = wrapped.readUInt16BE(0);
    if (version !== this.#outer.version) throw new Error(`the outer key of version ${version} is not at hand`);
    return decrypt(this.#outer.key, wrapped.subarray(2), `record-key:${recordId}`);
  }

  seal(recordKey: Buffer, place: SealedPlace, text: string): Buffer {
    return encrypt(recordKey, Buffer.from(text, 'utf8'), associatedData(place));
  }

  /** The text that was sealed at this place; throws where the bytes were changed or moved. */
  open(recordKey: Buffer, place: SealedPlace, sealed: Buffer): string {
    return decrypt(recordKey, sealed, associatedData(place)).toString('utf8');
  }
}

function associatedData(place: SealedPlace): string {
  return `${place.table}:${place.id}:${place.field}`;
}

function encrypt(key: Buffer, plain: Buffer, associated: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(associated));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, associated: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(associated))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
}
