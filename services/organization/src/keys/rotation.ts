import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Database } from '@linli/persistence/database';
import type { Envelope } from '@linli/persistence/envelope';
import { isWrappedByAnother, lastOfBatch, takeAllOver, type Batch } from '@linli/persistence/key-rotation';
import type { InputDigest } from '../person/input-digest.js';
import { phoneDigits } from '../person/person.rules.js';

/** What rotates the keys of people has at hand; the database as the worker. */
export interface Rotation {
  readonly database: Database;
  readonly envelope: Envelope;
  readonly inputDigest: InputDigest;
  /** Version of the outer key that takes over. */
  readonly version: number;
}

interface Wrapped {
  readonly id: string;
  readonly phone: Buffer | null;
  readonly recordKey: Buffer;
}

/** Wraps the keys of all people by the newest outer key and indexes their phone numbers by it; gives how many it took over. */
export function rotateKeys(rotation: Rotation): Promise<number> {
  return takeAllOver(rotation.database, (em, after, limit) => takeBatch(em, rotation, after, limit));
}

async function takeBatch(
  em: EntityManager,
  { envelope, inputDigest, version }: Rotation,
  after: string,
  limit: number,
): Promise<Batch | null> {
  const last = await lastOfBatch(em, 'person', after, limit);
  if (last === null) return null;
  const { rows } = await sql<Wrapped>`
    select id, phone, record_key as "recordKey" from person
    where id > ${after}::uuid and id <= ${last}::uuid
      and (${isWrappedByAnother(version)} or (phone is not null and phone_index is null))
    order by id for update`.execute(em.getKysely());
  const taken = rows.map(({ id, phone, recordKey }) => {
    const key = envelope.recordKey(id, recordKey);
    const digits =
      phone === null ? null : phoneDigits(envelope.open(key, { table: 'person', id, field: 'phone' }, phone));
    const index = digits === null ? null : inputDigest.phoneIndex(digits);
    return { id, key: envelope.rewrap(id, recordKey).toString('hex'), index };
  });
  await sql`
    update person p set record_key = decode(taken.key, 'hex'), phone_index = taken.index
    from jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) as taken (id uuid, key text, index integer)
    where p.id = taken.id`.execute(em.getKysely());
  return { taken: rows.length, last };
}
