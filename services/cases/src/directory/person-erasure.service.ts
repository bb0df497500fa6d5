import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { publishAll } from '@linli/persistence/unit-of-work';
import { disclosureChanged } from '../case/disclosure.events.js';

interface Orphaned {
  readonly id: string;
  readonly version: number;
  readonly anonymous: boolean;
  readonly handlerIds: string[];
}

/**
 * Takes people who are erased out of all that cases keeps, as the worker. Their cases have no reporter any more; the key of a closed
 * one goes with it, and so do its text and the notes of its history, which stays; that of an open one when it is closed. A report that
 * is being made is waited for. Erasing twice does no harm.
 */
export async function eraseFromCases(em: EntityManager, people: readonly string[], now: Date): Promise<void> {
  if (people.length === 0) return;
  const kysely = em.getKysely();
  await sql`
    select pg_advisory_xact_lock(hashtext('erasure'), slot)
    from (select distinct erasure_slot(id) as slot from unnest(${[...people]}::uuid[]) as erased (id) order by slot) slots`.execute(
    kysely,
  );
  const { rows } = await sql<Orphaned>`
    update "case" set reporter = null, reporter_erased = true, version = version + 1,
      description = case when status = 'CLOSED' then null else description end,
      record_key = case when status = 'CLOSED' then null else record_key end
    where reporter = any(${[...people]}::uuid[])
    returning id, version, anonymous, handler_ids as "handlerIds"`.execute(kysely);
  const disclosing = rows.filter(({ anonymous, handlerIds }) => !anonymous && handlerIds.length > 0);
  const withdrawn = disclosing.map((row) =>
    disclosureChanged({ ...row, reporter: null, assignedOn: null, closedOn: null }),
  );
  await publishAll(em, withdrawn, now);
  await sql`delete from directory_seat where person = any(${[...people]}::uuid[])`.execute(kysely);
  await sql`delete from directory_grid_post_holder where person = any(${[...people]}::uuid[])`.execute(kysely);
  await sql`delete from idempotency_key where caller = any(${[...people]}::text[])`.execute(kysely);
}
