-- $1: community
select json_build_object('grids', json_build_object('nodes', coalesce(json_agg(
  json_build_object('code', g.code, 'name', g.name, 'cases', json_build_object('nodes', listed.nodes)) order by g.code
), '[]')))::text as area
from (
  select code, name from grid.grid
  where community = $1 and opened_on <= (select bench.today()) and (closed_on is null or closed_on > (select bench.today()))
  order by code limit 20
) g
cross join lateral (
  select coalesce(json_agg(json_build_object('id', c.id, 'number', c.number, 'title', c.title, 'status', c.status,
    'reportedAt', to_char(c.reported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]') as nodes
  from (
    select id, number, title, status, reported_at from cases."case"
    where territory = g.code order by reported_at desc, id desc limit 5
  ) c
) listed
having exists (select from grid.area where code = $1)
