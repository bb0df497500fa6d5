import type { ServiceName } from '@linli/local/topology';

/** Asks a database for what it has: one JSON value of one statement. */
export type Asks = (service: ServiceName, statement: string, values: readonly unknown[]) => Promise<unknown>;

const OPEN_STATUS = `status in ('REPORTED', 'ACCEPTED', 'ASSIGNED', 'IN_PROGRESS', 'RESOLVED')`;
const INSTANT = `to_char(reported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const RUNS = (term: string) =>
  `${term}.starts_on <= $3::date and (${term}.ends_on is null or ${term}.ends_on >= $3::date)`;

/** Statements of the reference, each one JSON value. */
export const REFERENCES = {
  grid: `
    select json_build_object('code', code, 'name', name, 'kind', kind, 'openedOn', opened_on) from grid where code = $1`,

  gridsOfCommunity: `
    select coalesce(json_agg(json_build_object('code', code, 'name', name) order by code), '[]')
    from (
      select code, name from grid
      where community = $1 and opened_on <= $2::date and (closed_on is null or closed_on > $2::date)
      order by code limit $3
    ) listed`,

  newestCases: `
    select coalesce(json_object_agg(place, cases), '{}')
    from (
      select given.place, json_agg(json_build_object(
        'id', id, 'number', number, 'title', title, 'status', status, 'reportedAt', ${INSTANT}
      ) order by reported_at desc, id desc) as cases
      from unnest($1::text[]) as given (place) cross join lateral (
        select * from "case" where territory = given.place order by reported_at desc, id desc limit 5
      ) newest
      group by given.place
    ) by_place`,

  communitiesByStreet: `
    select json_agg(communities order by street)
    from (
      select left(area.code, 9) as street, json_agg(json_build_object(
        'code', area.code, 'name', area.name, 'gridCoverage', json_build_object(
          'compounds', (select count(*) from compound where compound.community = area.code),
          'grids', (select count(*) from grid where grid.community = area.code),
          'buildings', (select count(*) from building join grid on grid.code = building.grid where grid.community = area.code),
          'households', (select sum(households) from building join grid on grid.code = building.grid where grid.community = area.code)
        )
      ) order by area.code) as communities
      from area where level = 'COMMUNITY' and code >= $1 and code < $2
      group by 1
    ) by_street`,

  partyCoverage: `
    select json_object_agg(code, json_build_object(
      'members', (
        select count(*) from party_membership m join party_organization o on o.id = m.organization
        where o.area = area.code and m.left_on is null),
      'membersReported', (
        select count(*) from party_membership m join party_organization o on o.id = m.residential_organization
        where o.area = area.code and m.left_on is null),
      'grids', (select count(*) from directory_grid where community = area.code and closed_on is null),
      'gridsWithBranch', (
        select count(distinct covered.grid) from organization_grid covered join party_organization o on o.id = covered.organization
        where left(covered.grid, 12) = area.code and o.level in ('BRANCH', 'GENERAL_BRANCH') and ${RUNS('covered')}),
      'buildings', (select count(*) from directory_building where left(grid, 12) = area.code),
      'buildingsWithGroup', (
        select count(distinct covered.building)
        from organization_building covered join party_organization o on o.id = covered.organization
        where o.area = area.code and o.level = 'GROUP' and ${RUNS('covered')})
    ))
    from directory_area area where level = 'COMMUNITY' and code >= $1 and code < $2`,

  unitCounts: `
    select coalesce(json_object_agg(community, units), '{}')
    from (
      select community, count(*) as units from unit_community join unit on unit.id = unit_community.unit
      where community >= $1 and community < $2 and unit.status = 'ACTIVE' group by 1
    ) counted`,

  publicOpenCases: `
    select json_object_agg(community, open)
    from (
      select community, count(*) as open from "case" where district = $1 and not private and ${OPEN_STATUS} group by 1
    ) counted`,

  resources: `
    select coalesce(json_agg(json_build_object(
      'id', resource.id, 'title', title, 'quantity', quantity, 'remaining', remaining, 'measure', measure,
      'unit', json_build_object('name', unit.name)
    ) order by resource.id desc), '[]')
    from (
      select * from resource
      where field = $2 and status = 'OPEN' and (territories = '{}' or exists (
        select from unnest(territories) as place where starts_with(place, $1) or starts_with($1, place)))
      order by id desc limit 20
    ) resource join unit on unit.id = resource.unit`,

  areaName: `select to_json(name) from area where code = $1`,

  levels: `
    select coalesce(json_agg(json_build_object('level', level, 'count', count) order by array_position(
      array['WORKING_COMMITTEE', 'COMMUNITY_COMMITTEE', 'GENERAL_BRANCH', 'BRANCH', 'GROUP', 'MEMBER_HOUSEHOLD'], level)), '[]')
    from (select level, count(*) from party_organization where area = $1 group by 1) counted`,

  units: `
    select json_build_object('totalCount', count(*), 'nodes', coalesce(
      json_agg(json_build_object('name', name, 'creditCode', credit_code) order by name, id) filter (where place <= 20), '[]'))
    from (
      select unit.*, row_number() over (order by name, id) as place
      from unit where status = 'ACTIVE' and id in (select unit from unit_community where community = $1)
    ) listed`,

  casesOfCommunity: `
    select json_build_object('totalCount', (select count(*) from "case" where community = $1), 'nodes', coalesce((
      select json_agg(json_build_object('number', number, 'status', status, 'grid', territory) order by reported_at desc, id desc)
      from (select * from "case" where community = $1 order by reported_at desc, id desc limit 5) newest), '[]'))`,

  buildings: `
    select coalesce(json_object_agg(grid, buildings), '{}')
    from (
      select building.grid, json_agg(json_build_object('id', building.id, 'number', number) order by number, building.id) as buildings
      from building join grid on grid.code = building.grid where grid.community = $1 group by 1
    ) by_grid`,

  openByGrid: `
    select coalesce(json_object_agg(territory, open), '{}')
    from (select territory, count(*) as open from "case" where community = $1 and ${OPEN_STATUS} group by 1) counted`,

  openByBuilding: `
    select coalesce(json_object_agg(building, open), '{}')
    from (
      select building, count(*) as open from "case"
      where community = $1 and building is not null and ${OPEN_STATUS} group by 1
    ) counted`,

  branches: `
    select coalesce(json_object_agg(grid, branches), '{}')
    from (
      select covered.grid, json_agg(json_build_object('id', o.id, 'name', o.name) order by o.path) as branches
      from organization_grid covered join party_organization o on o.id = covered.organization
      where left(covered.grid, 12) = $1 and o.level in ('BRANCH', 'GENERAL_BRANCH') group by 1
    ) by_grid`,

  groups: `
    select coalesce(json_object_agg(building, groups), '{}')
    from (
      select covered.building, json_agg(json_build_object('name', o.name) order by o.path) as groups
      from organization_building covered join party_organization o on o.id = covered.organization
      where o.area = $1 and o.level = 'GROUP' group by 1
    ) by_building`,

  secretaries: `
    select coalesce(json_object_agg(seat.organization, json_build_object(
      'person', person.id, 'name', encode(person.name, 'base64'), 'key', encode(person.record_key, 'base64'))), '{}')
    from seat join person on person.id = seat.person where seat.area = $1 and seat.title = 'SECRETARY'`,
} as const;
