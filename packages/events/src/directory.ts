import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import type { SnapshotRow } from './feed.js';

/** The rows of a page as a table `given (key text, version bigint, payload jsonb)`, so that a directory takes them in by one statement. */
export function givenRows(rows: readonly SnapshotRow[]): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (key text, version bigint, payload jsonb)`;
}

export async function isEmptyTable(em: EntityManager, table: string): Promise<boolean> {
  const { rows } = await sql`select from ${sql.table(table)} limit 1`.execute(em.getKysely());
  return rows.length === 0;
}

/** Removes the rows of a directory whose key is not among those given. */
export async function keepOnlyKeys(
  em: EntityManager,
  table: string,
  key: string,
  keys: readonly string[],
): Promise<void> {
  await sql`
    delete from ${sql.table(table)} where not (${sql.ref(key)} = any (${[...keys]}::text[]))`.execute(em.getKysely());
}

/** Takes in which grids succeeded which. A grid is closed once, so that nothing of it is ever taken back. */
export async function keepGridLineage(em: EntityManager, rows: readonly SnapshotRow[]): Promise<void> {
  await sql`
    insert into directory_grid_lineage (predecessor, successor)
    select key, jsonb_array_elements_text(payload -> 'successors') from ${givenRows(rows)}
    on conflict do nothing`.execute(em.getKysely());
}
