import { sql } from 'kysely';
import { subtreesOf, type Reader } from '@linli/persistence/batched-reads';
import { isGridOpenOn } from '../grid/grid.loaders.js';
import type { CoverageRecord } from './coverage-record.js';

/** What stood in areas on a day that is past: grids by their days, compounds from the day they were entered, buildings from their history. */
export async function coverageOn(reader: Reader, codes: readonly string[], on: string): Promise<CoverageRecord[]> {
  const { rows } = await sql<CoverageRecord>`
    select parent.code as area, ${on}::text as on, compound.*, grid.*, building.*
    from ${subtreesOf(codes)}
    cross join lateral (
      select count(*)::int as compounds from compound
      where community >= parent.code and community < parent.until and entered_on <= ${on}::date
    ) as compound
    cross join lateral (
      select count(*) filter (where kind <> 'MICRO')::int as grids, count(*) filter (where kind = 'MICRO')::int as "microGrids"
      from grid where code >= parent.code and code < parent.until and ${isGridOpenOn(on)}
    ) as grid
    cross join lateral (
      select count(*)::int as buildings, sum(households)::int as households,
        count(*) filter (where households is null)::int as "buildingsOfUnknownHouseholds"
      from building_history as past where grid >= parent.code and grid < parent.until and ${stoodOn(on)}
    ) as building`.execute(reader);
  return rows;
}

/** Whether a row `past` of the history of buildings is the state of its building on a day. */
export function stoodOn(on: string) {
  return sql<boolean>`past.since <= ${on}::date and (past.until is null or past.until > ${on}::date)`;
}
