import { sql } from 'kysely';
import { givenRows, isEmptyTable, keepGridLineage, keepOnlyKeys } from '@linli/events/directory';
import type { DirectoryWriter } from '@linli/events/subscriber';
import { followGrids } from './followed-grids.js';
import { followBuildings, movedBuildings } from './moved-cases.js';

/**
 * What cases keeps of grid's places and posts, from its feed. A row that is not newer than the one kept changes nothing, so that
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
        insert into directory_grid as kept (code, name, community, kind, closed_on, boundary, version)
        select key, payload ->> 'name', payload ->> 'community', payload ->> 'kind', (payload ->> 'closedOn')::date,
          (select ('(' || string_agg(format('(%s,%s)', corner ->> 0, corner ->> 1), ',' order by n) || ')')::polygon
            from jsonb_array_elements(nullif(payload -> 'boundary', 'null')) with ordinality as ring (corner, n)),
          version
        from ${givenRows(rows)}
        on conflict (code) do update set name = excluded.name, community = excluded.community, kind = excluded.kind,
          closed_on = excluded.closed_on, boundary = excluded.boundary, version = excluded.version
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
      const moved = await movedBuildings(em, rows);
      await sql`
        insert into directory_building as kept (id, number, grid, community, compound, location, version)
        select key::uuid, payload ->> 'number', payload ->> 'grid', payload ->> 'community', (payload ->> 'compound')::uuid,
          point((payload #>> '{location,longitude}')::float8, (payload #>> '{location,latitude}')::float8), version
        from ${givenRows(rows)}
        on conflict (id) do update set number = excluded.number, grid = excluded.grid, community = excluded.community,
          compound = excluded.compound, location = excluded.location, version = excluded.version,
          came_from = case when kept.grid = excluded.grid then kept.came_from else kept.grid end
        where kept.version < excluded.version`.execute(em.getKysely());
      const now = new Date();
      await followBuildings(em, moved, now);
      await followGrids(em, now);
    },
  },
  {
    kind: 'gridPost',
    isEmpty: (em) => isEmptyTable(em, 'directory_grid_post'),
    apply: async (em, rows) => {
      await sql`
        with newer as (
          insert into directory_grid_post as kept (id, role, territory, grid, building, starts_on, ends_on, version)
          select key::uuid, payload ->> 'role', payload ->> 'territory', payload ->> 'grid', (payload ->> 'building')::uuid,
            (payload ->> 'startsOn')::date, (payload ->> 'endsOn')::date, version
          from ${givenRows(rows)}
          on conflict (id) do update set role = excluded.role, territory = excluded.territory, grid = excluded.grid,
            building = excluded.building, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
            version = excluded.version
          where kept.version < excluded.version
          returning id
        ), vacant as (
          delete from directory_grid_post_holder where post in (
            select key::uuid from ${givenRows(rows)} where key::uuid in (select id from newer) and payload ->> 'person' is null
          )
        )
        insert into directory_grid_post_holder (post, person, starts_on, ends_on)
        select key::uuid, (payload ->> 'person')::uuid, (payload ->> 'startsOn')::date, (payload ->> 'endsOn')::date
        from ${givenRows(rows)} where key::uuid in (select id from newer) and payload ->> 'person' is not null
          and not exists (select from directory_person p where p.id = (payload ->> 'person')::uuid and p.erased)
        on conflict (post) do update set person = excluded.person, starts_on = excluded.starts_on,
          ends_on = excluded.ends_on`.execute(em.getKysely());
    },
  },
];
