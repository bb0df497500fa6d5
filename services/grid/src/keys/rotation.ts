import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Database } from '@linli/persistence/database';
import type { Envelope } from '@linli/persistence/envelope';
import { isWrappedByAnother, takeAllOver, type Batch } from '@linli/persistence/key-rotation';

/** What rotates the keys of diaries has at hand; the database as the worker. */
export interface Rotation {
  readonly database: Database;
  readonly envelope: Envelope;
  /** Version of the outer key that takes over. */
  readonly version: number;
}

/** Wraps the keys of all diaries by the newest outer key; gives how many it took over. */
export function rotateKeys(rotation: Rotation): Promise<number> {
  return takeAllOver(rotation.database, (em, after, limit) => takeBatch(em, rotation, after, limit));
}

async function takeBatch(
  em: EntityManager,
  { envelope, version }: Rotation,
  after: string,
  limit: number,
): Promise<Batch | null> {
  const { rows } = await sql<{ id: string; recordKey: Buffer }>`
    select id, record_key as "recordKey" from diary_entry
    where id > ${after}::uuid and ${isWrappedByAnother(version)} order by id limit ${limit} for update`.execute(
    em.getKysely(),
  );
  const last = rows.at(-1);
  if (last === undefined) return null;
  const taken = rows.map(({ id, recordKey }) => ({ id, key: envelope.rewrap(id, recordKey).toString('hex') }));
  await sql`
    update diary_entry as diary set record_key = decode(taken.key, 'hex')
    from jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) as taken (id uuid, key text)
    where diary.id = taken.id`.execute(em.getKysely());
  return { taken: rows.length, last: last.id };
}
