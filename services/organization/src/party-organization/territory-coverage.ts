import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { plusDays, type CivilDay } from '@linli/domain/civil-time';

/** The two tables of what an organisation covers, with the column that names it. */
type Covered = 'grid' | 'building';

/**
 * Lets an organisation cover places from a day on. What it covers then already stays as it is; a term that would end later or start
 * later is taken up into the new one, so that a place is covered by one term at a time.
 */
export async function cover(
  em: EntityManager,
  covered: Covered,
  organization: string,
  keys: readonly string[],
  from: CivilDay,
): Promise<void> {
  if (keys.length === 0) return;
  const { table, key, given } = namesOf(covered, keys);
  const open = sql`select from ${table} kept where kept.organization = ${organization} and kept.${key} = given.key
    and kept.ends_on is null and kept.starts_on <= ${from}::date`;
  await sql`
    delete from ${table} using ${given} where organization = ${organization} and ${key} = given.key
      and starts_on >= ${from}::date and not exists (${open})`.execute(em.getKysely());
  await sql`
    update ${table} set ends_on = ${plusDays(from, -1)}::date from ${given}
    where organization = ${organization} and ${key} = given.key and starts_on < ${from}::date
      and ends_on >= ${from}::date`.execute(em.getKysely());
  await sql`
    insert into ${table} (organization, ${key}, starts_on)
    select ${organization}, given.key, ${from}::date from ${given} where not exists (${open})
    on conflict do nothing`.execute(em.getKysely());
}

/** Lets an organisation cover places no more from a day on: the day before is the last. A term not yet begun then was none. */
export async function uncover(
  em: EntityManager,
  covered: Covered,
  organization: string,
  keys: readonly string[],
  from: CivilDay,
): Promise<void> {
  if (keys.length === 0) return;
  const { table, key, given } = namesOf(covered, keys);
  await sql`
    delete from ${table} using ${given} where organization = ${organization} and ${key} = given.key
      and starts_on >= ${from}::date`.execute(em.getKysely());
  await sql`
    update ${table} set ends_on = ${plusDays(from, -1)}::date from ${given}
    where organization = ${organization} and ${key} = given.key and (ends_on is null or ends_on >= ${from}::date)`.execute(
    em.getKysely(),
  );
}

function namesOf(covered: Covered, keys: readonly string[]) {
  const list = [...new Set(keys)];
  return {
    table: sql.table(`organization_${covered}`),
    key: sql.ref(covered),
    given:
      covered === 'grid' ? sql`unnest(${list}::text[]) as given (key)` : sql`unnest(${list}::uuid[]) as given (key)`,
  };
}
