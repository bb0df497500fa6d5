import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { waitForNaming } from '../building/import-turn.js';
import { BUILDING_COLUMNS, buildingRowFrom } from './building-row.js';
import type { ImportKind, Taken } from './import-kind.js';
import type { RowFault } from './row-fault.js';

/**
 * Buildings, known by grid and number, and by compound where several of a grid have the same number. What a row leaves empty stays as
 * it is; of a new building it is not known, and its entrances are one.
 */
export const BUILDINGS: ImportKind = {
  name: 'buildings',
  aggregate: 'building',
  event: 'BuildingsImported',
  operation: 'importBuildings',
  columns: BUILDING_COLUMNS,
  staging: `
    id uuid, grid text collate "C", compound text collate natural_order, number text collate natural_order, entrances integer,
    floors integer, households integer, latitude double precision, longitude double precision,
    compound_id uuid, building uuid`,
  rowFrom: buildingRowFrom,
  async check(em, today) {
    await waitForNaming(em);
    return [
      ...(await faultsInGrids(em, today)),
      ...(await faultsInCompounds(em)),
      ...(await faultsInNumbers(em)),
      ...(await faultsAmongRows(em)),
    ];
  },
  take,
};

async function faultsInGrids(em: EntityManager, today: string): Promise<readonly RowFault[]> {
  const { rows } = await sql<RowFault>`
    with open as materialized (
      select code, opened_on <= ${today}::date and (closed_on is null or closed_on > ${today}::date) as is_open
      from grid where code in (select grid from staged) order by code for share
    )
    select line, 'grid' as "column", case when open.code is null then 'UNKNOWN_GRID' else 'CLOSED_GRID' end as reason
    from staged left join open on open.code = staged.grid where open.is_open is not true`.execute(em.getKysely());
  return rows;
}

/** Finds the compounds that rows name; each is one of the community of the row's grid. */
async function faultsInCompounds(em: EntityManager): Promise<readonly RowFault[]> {
  const { rows } = await sql<RowFault>`
    with found as (
      select community, name, (array_agg(id))[1] as id, count(*) as compounds from compound
      where community in (select left(grid, 12) from staged) group by community, name
    ), named as (
      update staged set compound_id = found.id from found
      where found.community = left(staged.grid, 12) and found.name = staged.compound
      returning line, found.compounds
    )
    select line, 'compound' as "column",
      case when named.line is null then 'UNKNOWN_COMPOUND' else 'SEVERAL_COMPOUNDS' end as reason
    from staged left join named using (line)
    where staged.compound is not null and named.compounds is distinct from 1`.execute(em.getKysely());
  return rows;
}

/** Finds the buildings that rows speak of. One that is in no compound yet may be put into one. */
async function faultsInNumbers(em: EntityManager): Promise<readonly RowFault[]> {
  const { rows } = await sql<RowFault>`
    with candidate as (
      select staged.line, building.id, building.compound is not distinct from staged.compound_id as is_same
      from staged join building on building.grid = staged.grid and building.number = staged.number
        and (building.compound is null or staged.compound_id is null or building.compound = staged.compound_id)
    ), found as (
      select line, (array_agg(id order by is_same desc, id))[1] as id, count(*) as buildings,
        count(*) filter (where is_same) as same
      from candidate group by line
    ), spoken_of as (
      update staged set building = found.id from found where found.line = staged.line
      returning staged.line, found.buildings, found.same
    )
    select line, 'number' as "column", 'SEVERAL_BUILDINGS' as reason from spoken_of
    where same > 1 or (same = 0 and buildings > 1)`.execute(em.getKysely());
  return rows;
}

async function faultsAmongRows(em: EntityManager): Promise<readonly RowFault[]> {
  const { rows } = await sql<RowFault>`
    select line, 'number' as "column", 'TWICE_IN_FILE' as reason, least(first_named, first_spoken_of) as first from (
      select line, min(line) over (partition by grid, number, compound) as first_named,
        case when building is not null then min(line) over (partition by building) end as first_spoken_of
      from staged
    ) as told where line > least(first_named, first_spoken_of)`.execute(em.getKysely());
  return rows;
}

async function take(em: EntityManager): Promise<Taken> {
  const { rows } = await sql<Taken>`
    with changed as (
      update building set
        compound = coalesce(staged.compound_id, building.compound),
        entrances = coalesce(staged.entrances, building.entrances),
        floors = coalesce(staged.floors, building.floors),
        households = coalesce(staged.households, building.households),
        location = coalesce(point(staged.longitude, staged.latitude), building.location),
        version = building.version + 1
      from staged
      where staged.building = building.id and (
        staged.compound_id <> building.compound or (staged.compound_id is not null and building.compound is null)
        or staged.entrances <> building.entrances
        or (staged.floors is not null and staged.floors is distinct from building.floors)
        or (staged.households is not null and staged.households is distinct from building.households)
        or (staged.latitude is not null and staged.latitude is distinct from building.location[1])
        or (staged.longitude is not null and staged.longitude is distinct from building.location[0])
      )
      returning building.id
    ), added as (
      insert into building (id, grid, compound, number, entrances, floors, households, location)
      select id, grid, compound_id, number, coalesce(entrances, 1), floors, households, point(longitude, latitude)
      from staged where building is null order by line
      returning id
    )
    select (select count(*) from added)::int as added, (select count(*) from changed)::int as changed`.execute(
    em.getKysely(),
  );
  return rows[0] ?? { added: 0, changed: 0 };
}
