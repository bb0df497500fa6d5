import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import type { Database } from './database.js';

/** How many of a batch were taken over, and the last id of it; null where nothing is left after the id that it was given. */
export interface Batch {
  readonly taken: number;
  readonly last: string;
}

/** Looks through so many records after an id, in the order of their ids, whether they are to be taken over or were before. */
export type TakeBatch = (em: EntityManager, after: string, limit: number) => Promise<Batch | null>;

const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Takes the records of a table over to the newest outer key, as the worker; gives how many. Each batch is a transaction of its own, and
 * what is taken over is passed by in batches too, so that it may be stopped and started again at will, while records are read and made,
 * however many there are.
 */
export async function takeAllOver(database: Database, takeBatch: TakeBatch): Promise<number> {
  let total = 0;
  for (let after = BEFORE_ALL; ;) {
    const batch = await database.em.fork().transactional((em) => takeBatch(em, after, BATCH));
    if (batch === null) return total;
    total += batch.taken;
    after = batch.last;
  }
}

/** Id of the last of so many records of a table after an id; null where there is none. Reads no more than their ids. */
export async function lastOfBatch(
  em: EntityManager,
  table: string,
  after: string,
  limit: number,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id from ${sql.table(table)} where id > ${after}::uuid order by id limit ${limit}
    ) batch order by id desc limit 1`.execute(em.getKysely());
  return rows[0]?.id ?? null;
}

/** Condition that the key of a record is wrapped by another outer key than that of the version; its column is `record_key`. */
export function isWrappedByAnother(version: number): RawBuilder<boolean> {
  const prefix = Buffer.alloc(2);
  prefix.writeUInt16BE(version);
  return sql<boolean>`substring(record_key from 1 for 2) <> ${prefix}`;
}
