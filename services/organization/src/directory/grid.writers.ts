import { sql } from 'kysely';
import { givenRows, isEmptyTable, keepGridLineage, keepOnlyKeys } from '@linli/events/directory';
import type { DirectoryWriter } from '@linli/events/subscriber';
import { followGrids } from '../party-organization/followed-coverage.js';
import { accessRecordWriter } from './access-record.writers.js';
import { disclosureWriter } from './disclosure.writers.js';
import { lockKnownPeople } from './known-people.js';

/**
 * What organization keeps of grid's places and posts, whom posts disclose, and who read of whom there, from its feed. A row that is not newer than the one kept changes nothing, so that
 * snapshot and tail may overlap. The rows of a page go as one JSON document, one statement a table.
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
        insert into directory_grid as kept (code, community, closed_on, version)
        select key, payload ->> 'community', (payload ->> 'closedOn')::date, version from ${givenRows(rows)}
        on conflict (code) do update set community = excluded.community, closed_on = excluded.closed_on,
          version = excluded.version
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
  {
    kind: 'building',
    isEmpty: (em) => isEmptyTable(em, 'directory_building'),
    apply: async (em, rows) => {
      await sql`
        insert into directory_building as kept (id, grid, version)
        select key::uuid, payload ->> 'grid', version from ${givenRows(rows)}
        on conflict (id) do update set grid = excluded.grid, version = excluded.version
        where kept.version < excluded.version`.execute(em.getKysely());
    },
  },
  {
    kind: 'gridPost',
    isEmpty: (em) => isEmptyTable(em, 'directory_grid_post_holder'),
    apply: async (em, rows) => {
      const holders = rows.map(({ payload }) => payload['person'] as string | null);
      const people = await lockKnownPeople(em, holders);
      await sql`
        insert into directory_grid_post_holder as kept (post, person, starts_on, ends_on, version)
        select key::uuid, known.person, (payload ->> 'startsOn')::date, (payload ->> 'endsOn')::date, version
        from ${givenRows(rows)}
        left join unnest(${[...people]}::uuid[]) as known (person) on known.person = (payload ->> 'person')::uuid
        on conflict (post) do update set person = excluded.person, starts_on = excluded.starts_on,
          ends_on = excluded.ends_on, version = excluded.version
        where kept.version < excluded.version`.execute(em.getKysely());
    },
  },
  disclosureWriter('grid'),
  accessRecordWriter('grid'),
];
