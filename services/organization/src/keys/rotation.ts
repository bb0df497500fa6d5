import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Database } from '@linli/persistence/database';
import type { Envelope } from '@linli/persistence/envelope';
import type { InputDigest } from '../person/input-digest.js';
import { phoneDigits } from '../person/person.rules.js';

const BATCH = 500;

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

/**
 * Wraps the keys of all people by the newest outer key and indexes their phone numbers by it; gives how many it took over. Each
 * batch is a transaction of its own, and what is taken over is passed by, so that it may be stopped and started again at will, while
 * people are served.
 */
export async function rotateKeys(rotation: Rotation): Promise<number> {
  for (let total = 0; ;) {
    const taken = await rotation.database.em.fork().transactional((em) => takeBatch(em, rotation));
    if (taken === 0) return total;
    total += taken;
  }
}

async function takeBatch(em: EntityManager, { envelope, inputDigest, version }: Rotation): Promise<number> {
  const newest = Buffer.alloc(2);
  newest.writeUInt16BE(version);
  const { rows } = await sql<Wrapped>`
    select id, phone, record_key as "recordKey" from person
    where substring(record_key from 1 for 2) <> ${newest} or (phone is not null and phone_index is null)
    order by id limit ${BATCH} for update`.execute(em.getKysely());
  if (rows.length === 0) return 0;
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
  return rows.length;
}
