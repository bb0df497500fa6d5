-- $1: district; each table is read once, by the range of its codes, from the side that has fewer rows
with community as materialized (
  select street.code as street, c.code, c.name
  from (select code from grid.area where parent = $1 order by code limit 10) street
  cross join lateral (select code, name from grid.area where parent = street.code order by code limit 15) c
), party as (
  select area, sum(members) as members, sum(reported) as reported
  from organization.organizations_of_area where area >= $1 and area < $1 || ':' group by area
), gridded as (
  select left(g.code, 12) as community, count(distinct g.code) as count
  from organization.branch_of_grid b join grid.grid g on g.code = b.grid
  where g.code >= $1 and g.code < $1 || ':' and g.closed_on is null group by 1
), housed as (
  select left(b.grid, 12) as community, count(distinct b.id) as count
  from organization.group_of_building c join grid.building b on b.id = c.building
  where b.grid >= $1 and b.grid < $1 || ':' group by 1
), partner as (
  select community, count(*) as count
  from volunteer.unit_of_community where community >= $1 and community < $1 || ':' group by community
), opened as (
  select left(territory, 12) as community, sum(open) as open
  from cases.open_case_count where territory >= $1 and territory < $1 || ':' and not private group by 1
), street as (
  select c.street, json_agg(json_build_object(
    'code', c.code, 'name', c.name,
    'gridCoverage', json_build_object(
      'compounds', coalesce(kept.compounds, 0), 'grids', coalesce(kept.grids, 0), 'buildings', coalesce(kept.buildings, 0),
      'households', case when kept.buildings > kept.buildings_of_unknown_households then kept.households end),
    'partyCoverage', json_build_object(
      'members', coalesce(party.members, 0), 'membersReported', coalesce(party.reported, 0),
      'grids', coalesce(kept.grids + kept.micro_grids, 0), 'gridsWithBranch', coalesce(gridded.count, 0),
      'buildings', coalesce(kept.buildings, 0), 'buildingsWithGroup', coalesce(housed.count, 0)),
    'units', json_build_object('totalCount', coalesce(partner.count, 0)),
    'openCases', coalesce(opened.open, 0)) order by c.code) as nodes
  from community c
  left join grid.community_coverage kept on kept.community = c.code
  left join party on party.area = c.code
  left join gridded on gridded.community = c.code
  left join housed on housed.community = c.code
  left join partner on partner.community = c.code
  left join opened on opened.community = c.code
  group by c.street
)
select json_build_object('children', json_build_object('nodes', coalesce(json_agg(
  json_build_object('children', json_build_object('nodes', nodes)) order by street), '[]')))::text as area
from street
having exists (select from grid.area where code = $1)
