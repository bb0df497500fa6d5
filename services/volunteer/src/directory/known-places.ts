import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { CivilDay } from '@linli/domain/civil-time';
import { RequestErrors } from '@linli/subgraph/request.errors';

/** Refuses an input that names a community which the directory does not have. */
export async function assertKnownCommunity(em: EntityManager, code: string, path: string): Promise<void> {
  const { rows } = await sql`
    select from directory_area where code = ${code} and level = 'COMMUNITY'`.execute(em.getKysely());
  if (rows.length === 0) throw RequestErrors.unknownReference({ path });
}

/** Refuses the first of the codes that is neither an area nor a grid of the directory; grids must be open on the day. */
export async function assertKnownPlaces(
  em: EntityManager,
  codes: readonly string[],
  day: CivilDay,
  path: string,
): Promise<void> {
  if (codes.length === 0) return;
  const { rows } = await sql<{ code: string }>`
    select code from directory_area where code = any(${[...codes]}::text[])
    union all
    select code from directory_grid
    where code = any(${[...codes]}::text[]) and (closed_on is null or closed_on > ${day}::date)`.execute(
    em.getKysely(),
  );
  const known = new Set(rows.map((row) => row.code));
  const unknown = codes.findIndex((code) => !known.has(code));
  if (unknown >= 0) throw RequestErrors.unknownReference({ path: `${path}.${unknown}` });
}
