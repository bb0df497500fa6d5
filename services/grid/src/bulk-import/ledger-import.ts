import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { ImportKind, Taken } from './import-kind.js';
import { LEDGER_COLUMNS, ledgerRowFrom } from './ledger-row.js';
import type { RowFault } from './row-fault.js';
import { faultsInTerritories } from './staged-territories.js';

/**
 * Ledgers, a count a row, known by territory, category and day. None is overwritten: a row that differs from the last entry of its day
 * is entered after it, and counts as changed.
 */
export const LEDGERS: ImportKind = {
  name: 'ledgers',
  aggregate: 'ledger',
  event: null,
  operation: 'importLedgers',
  columns: LEDGER_COLUMNS,
  staging:
    'id uuid, territory text collate "C", category text, qualifier text, count integer, as_of date, is_known boolean',
  rowFrom: ledgerRowFrom,
  async check(em, today) {
    return [...(await faultsInTerritories(em, today)), ...(await faultsAmongRows(em))];
  },
  take,
};

async function faultsAmongRows(em: EntityManager): Promise<readonly RowFault[]> {
  const { rows } = await sql<RowFault>`
    select line, 'category' as "column", 'TWICE_IN_FILE' as reason, first from (
      select line, min(line) over (partition by territory, category, as_of) as first from staged
    ) as told where line > first`.execute(em.getKysely());
  return rows;
}

/** Day by day, since the figures of the places are kept once a statement, and each place has one of a day. */
async function take(em: EntityManager, now: Date): Promise<Taken> {
  const taken = await compare(em);
  const { rows } = await sql<{ day: string }>`
    select distinct as_of::text as day from staged where is_known is distinct from true order by day`.execute(
    em.getKysely(),
  );
  for (const { day } of rows) {
    await sql`
      with recording as (select territory, gen_random_uuid() as id from staged group by territory)
      insert into ledger_entry (id, recording, territory, category, count, qualifier, as_of, entered_at)
      select staged.id, recording.id, territory, category, count, qualifier, as_of, ${now}::timestamptz
      from staged join recording using (territory)
      where as_of = ${day}::date and is_known is distinct from true`.execute(em.getKysely());
  }
  return taken;
}

/** Marks the rows that say what the last entry of their day says. */
async function compare(em: EntityManager): Promise<Taken> {
  const { rows } = await sql<Taken>`
    with last as (
      select distinct on (entry.territory, entry.category, entry.as_of)
        staged.line, entry.count is not distinct from staged.count and entry.qualifier = staged.qualifier as is_same
      from staged join ledger_entry as entry using (territory, category, as_of)
      order by entry.territory, entry.category, entry.as_of, entry.id desc
    ), known as (
      update staged set is_known = last.is_same from last where last.line = staged.line returning last.is_same
    )
    select ((select count(*) from staged) - (select count(*) from known))::int as added,
      (select count(*) from known where not is_same)::int as changed`.execute(em.getKysely());
  return rows[0] ?? { added: 0, changed: 0 };
}
