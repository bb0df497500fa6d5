import { sql } from 'kysely';
import { givenRows, isEmptyTable, keepGridLineage, keepOnlyKeys } from '@linli/events/directory';
import type { DirectoryWriter } from '@linli/events/subscriber';
import { followGrids } from './followed-grids.js';

/**
 * What volunteer keeps of grid's areas and grids and of which succeeded which, from its feed. A row that is not newer than the one kept changes nothing, so
 * that snapshot and tail may overlap. The rows of a page go as one JSON document, one statement a table.
 */
export const gridDirectory: readonly DirectoryWriter[] = [
  {
    kind: 'area',
    isEmpty: (em) => isEmptyTable(em, 'directory_area'),
    keepOnly: (em, keys) => keepOnlyKeys(em, 'directory_area', 'code', keys),
    apply: async (em, rows) => {
      await sql`
        insert into directory_area as kept (code, name, level, version)
        select key, payload ->> 'name', payload ->> 'level', version from ${givenRows(rows)}
        on conflict (code) do update set name = excluded.name, level = excluded.level, version = excluded.version
        where kept.version < excluded.version`.execute(em.getKysely());
    },
  },
  {
    kind: 'grid',
    isEmpty: (em) => isEmptyTable(em, 'directory_grid'),
    apply: async (em, rows) => {
      await sql`
        insert into directory_grid as kept (code, name, community, closed_on, version)
        select key, payload ->> 'name', payload ->> 'community', (payload ->> 'closedOn')::date, version
        from ${givenRows(rows)}
        on conflict (code) do update set name = excluded.name, community = excluded.community,
          closed_on = excluded.closed_on, version = excluded.version
        where kept.version < excluded.version`.execute(em.getKysely());
      await followGrids(em, new Date());
    },
  },
  {
    kind: 'gridLineage',
    isEmpty: (em) => isEmptyTable(em, 'directory_grid_lineage'),
    apply: async (em, rows) => {
      await keepGridLineage(em, rows);
      await followGrids(em, new Date());
    },
  },
];
