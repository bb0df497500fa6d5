import { sql } from 'kysely';
import { levelOf } from '@linli/domain/territory';
import type { Viewer } from '@linli/domain/viewer';
import type { Of, Reader } from './batched-reads.js';

/**
 * The viewer with what a new division of grids makes of their roles: one held for a grid that was closed counts for those that
 * succeeded it too, until the token ends that names it. `lineage` is the service's table of predecessors and successors; it is asked
 * only about whoever holds a role for a grid.
 */
export async function withSucceededRoles(reader: Reader, lineage: string, viewer: Viewer): Promise<Viewer> {
  const held = viewer.roles.flatMap(({ territory }) =>
    territory !== undefined && isGrid(territory) ? [territory] : [],
  );
  if (held.length === 0) return viewer;
  const { rows } = await sql<Of<{ code: string }>>`
    with recursive succeeded (of, code) as (
      select predecessor, successor from ${sql.table(lineage)} where predecessor = any(${held}::text[])
      union
      select succeeded.of, successor from succeeded join ${sql.table(lineage)} as lineage on predecessor = succeeded.code
    )
    select of, code from succeeded order by code`.execute(reader);
  const successors = Map.groupBy(rows, (row) => row.of);
  const inherited = viewer.roles.flatMap((role) =>
    (successors.get(role.territory ?? '') ?? []).map(({ code }) => ({ ...role, territory: code })),
  );
  return { ...viewer, roles: [...viewer.roles, ...inherited] };
}

function isGrid(territory: string): boolean {
  return ['GRID', 'MICRO_GRID'].includes(levelOf(territory));
}
