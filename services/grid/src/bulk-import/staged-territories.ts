import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { CivilDay } from '@linli/domain/civil-time';
import type { RowFault } from './row-fault.js';

/** Staged rows whose territory is no area that is known, and no grid that is open; the grids stay open until the import ends. */
export async function faultsInTerritories(em: EntityManager, today: CivilDay): Promise<readonly RowFault[]> {
  const { rows } = await sql<RowFault>`
    with open as materialized (
      select code, opened_on <= ${today}::date and (closed_on is null or closed_on > ${today}::date) as is_open
      from grid where code in (select territory from staged) order by code for share
    )
    select line, 'territory' as "column",
      case when length(territory) <= 12 then 'UNKNOWN_AREA' when open.code is null then 'UNKNOWN_GRID' else 'CLOSED_GRID' end as reason
    from staged left join area on area.code = territory left join open on open.code = territory
    where case when length(territory) <= 12 then area.code is null else open.is_open is not true end`.execute(
    em.getKysely(),
  );
  return rows;
}
