import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** The key from outside that wraps every record's key; its version says which one wrapped what. */
export interface OuterKey {
  readonly version: number;
  readonly key: Buffer;
  /** Whether it was made for a developer's machine, so that no production may rest on it. */
  readonly development?: boolean;
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

/**
 * Reads an outer key as the environment gives it: its version up to 65535, a colon, 32 bytes in base64; before them `development:`
 * where it was made for a developer's machine.
 */
export function outerKeyFrom(text: string): OuterKey {
  const match = /^(development:)?(\d{1,5}):(.+)$/.exec(text);
  const key = Buffer.from(match?.[3] ?? '', 'base64');
  const version = Number(match?.[2]);
  if (match === null || version > 0xffff || key.length !== KEY_BYTES) {
    throw new Error('the outer key is written as VERSION:BASE64 with 32 bytes of key');
  }
  return { version, key, ...(match[1] === undefined ? {} : { development: true }) };
}

/** Reads several outer keys with spaces between, each of its own version: the first wraps, the others open what they wrapped before. */
export function outerKeysFrom(text: string): [OuterKey, ...OuterKey[]] {
  const [first, ...older] = text.trim().split(/\s+/).map(outerKeyFrom);
  const keys: [OuterKey, ...OuterKey[]] = [first as OuterKey, ...older];
  if (new Set(keys.map(({ version }) => version)).size < keys.length) {
    throw new Error('each outer key has a version of its own');
  }
  return keys;
}

/**
 * Seals texts with AES-256-GCM, a key for each record, wrapped by the outer key: dropping a record's wrapped key erases its
 * texts, wherever copies of them lie.
 */
export class Envelope {
  readonly #again: () => readonly OuterKey[];
  #outer: OuterKey;
  #keys: ReadonlyMap<number, OuterKey>;

  /**
   * Keys are wrapped by `outer`; the older ones open what they wrapped before. `again` gives the keys as they are listed now, the
   * newest first: it is asked for a version that is not at hand, so that a running process follows a rotation.
   */
  constructor(outer: OuterKey, older: readonly OuterKey[] = [], again: () => readonly OuterKey[] = () => []) {
    this.#again = again;
    this.#outer = outer;
    this.#keys = new Map([outer, ...older].map((key) => [key.version, key]));
  }

  /** A new key for a record, and the wrapped form that is stored with the record. */
  newRecordKey(recordId: string): { key: Buffer; wrapped: Buffer } {
    const key = randomBytes(KEY_BYTES);
    return { key, wrapped: this.#wrap(recordId, key) };
  }

  /** The same key of a record, wrapped by the outer key of today: what it sealed stays as it is. */
  rewrap(recordId: string, wrapped: Buffer): Buffer {
    return this.#wrap(recordId, this.recordKey(recordId, wrapped));
  }

  /** The key of a record from its wrapped form; throws where it was wrapped for another record or by an outer key that is not at hand. */
  recordKey(recordId: string, wrapped: Buffer): Buffer {
    const version = wrapped.readUInt16BE(0);
    const outer = this.#keys.get(version) ?? this.#listedSince(version);
    return decrypt(outer.key, wrapped.subarray(2), `record-key:${recordId}`);
  }

  seal(recordKey: Buffer, place: SealedPlace, text: string): Buffer {
    return encrypt(recordKey, Buffer.from(text, 'utf8'), associatedData(place));
  }

  /** The text that was sealed at this place; throws where the bytes were changed or moved. */
  open(recordKey: Buffer, place: SealedPlace, sealed: Buffer): string {
    return decrypt(recordKey, sealed, associatedData(place)).toString('utf8');
  }

  #listedSince(version: number): OuterKey {
    const keys = this.#again();
    const [newest] = keys;
    const found = keys.find((key) => key.version === version);
    if (newest === undefined || found === undefined) {
      throw new OuterKeyMissing(version);
    }
    this.#outer = newest;
    this.#keys = new Map(keys.map((key) => [key.version, key]));
    return found;
  }

  #wrap(recordId: string, key: Buffer): Buffer {
    const version = Buffer.alloc(2);
    version.writeUInt16BE(this.#outer.version);
    return Buffer.concat([version, encrypt(this.#outer.key, key, `record-key:${recordId}`)]);
  }
}

/** That what was wrapped by an outer key is to be opened without it: put away too early, say. Its code is what logs tell. */
class OuterKeyMissing extends Error {
  override readonly name = 'OuterKeyMissing';
  readonly code: string;

  constructor(version: number) {
    super(`the outer key of version ${version} is not at hand: list it again in LINLI_OUTER_KEY, after the newer`);
    this.code = `OUTER_KEY_${version}_MISSING`;
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
