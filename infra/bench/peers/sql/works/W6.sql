-- $1: community
select json_build_object(
  'name', area.name,
  'gridCoverage', json_build_object(
    'compounds', coalesce(kept.compounds, 0), 'grids', coalesce(kept.grids, 0), 'buildings', coalesce(kept.buildings, 0),
    'households', case when kept.buildings > kept.buildings_of_unknown_households then kept.households end),
  'partyCoverage', json_build_object(
    'members', party.members, 'membersReported', party.reported,
    'grids', coalesce(gridded.grids, 0), 'gridsWithBranch', coalesce(gridded.grids_with_branch, 0),
    'buildings', coalesce(housed.buildings, 0), 'buildingsWithGroup', coalesce(housed.buildings_with_group, 0),
    'organizations', party.levels),
  'units', units.listed,
  'cases', newest.listed,
  'grids', grids.listed)::text as area
from grid.area area
left join grid.community_coverage kept on kept.community = area.code
left join lateral (
  select coalesce(sum(members), 0)::int as members, coalesce(sum(reported), 0)::int as reported,
    coalesce(json_agg(json_build_object('level', o.level, 'count', o.count) order by array_position(
      array['WORKING_COMMITTEE', 'COMMUNITY_COMMITTEE', 'GENERAL_BRANCH', 'BRANCH', 'GROUP', 'MEMBER_HOUSEHOLD'], o.level)), '[]')
      as levels
  from organization.organizations_of_area o where o.area = area.code
) party on true
left join lateral (select * from organization.grids_of_community o where o.community = area.code) gridded on true
left join lateral (select * from organization.buildings_of_community o where o.community = area.code) housed on true
cross join lateral (
  select json_build_object(
    'totalCount', (select count(*) from volunteer.unit_of_community u where u.community = area.code),
    'nodes', coalesce(json_agg(json_build_object('name', u.name, 'creditCode', u.credit_code) order by u.name, u.id), '[]'))
    as listed
  from (
    select id, name, credit_code from volunteer.unit_of_community
    where community = area.code order by name, id limit 20
  ) u
) units
cross join lateral (
  select json_build_object(
    'totalCount', (select count(*) from cases."case" c where c.community = area.code),
    'nodes', coalesce(json_agg(json_build_object('number', c.number, 'status', c.status, 'grid', (
      select json_build_object('name', g.name, 'branches', (
        select coalesce(json_agg(json_build_object('name', b.name, 'secretary', (
          select json_build_object('person', json_build_object('displayName', p.display_name))
          from organization.person p where p.id = b.secretary
        )) order by b.path), '[]') from organization.branch_of_grid b where b.grid = g.code
      )) from grid.grid g where g.code = c.territory
    )) order by c.reported_at desc, c.id desc), '[]')) as listed
  from (
    select id, number, status, territory, reported_at from cases."case"
    where community = area.code order by reported_at desc, id desc limit 5
  ) c
) newest
cross join lateral (
  select json_build_object(
    'totalCount', (
      select count(*) from grid.grid g where g.community = area.code
        and g.opened_on <= (select bench.today()) and (g.closed_on is null or g.closed_on > (select bench.today()))),
    'nodes', coalesce(json_agg(json_build_object('code', g.code,
      'openCases', coalesce((select sum(open) from cases.open_case_count o where o.territory = g.code), 0),
      'branches', (
        select coalesce(json_agg(json_build_object('name', b.name) order by b.path), '[]')
        from organization.branch_of_grid b where b.grid = g.code),
      'buildings', json_build_object('nodes', (
        select coalesce(json_agg(json_build_object('number', b.number,
          'openCases', coalesce((select sum(open) from cases.open_case_count_of_building o where o.building = b.id), 0),
          'groups', (
            select coalesce(json_agg(json_build_object('name', c.name) order by c.path), '[]')
            from organization.group_of_building c where c.building = b.id)) order by b.number, b.id), '[]')
        from (select id, number from grid.building where grid = g.code order by number, id limit 60) b))) order by g.code), '[]'))
    as listed
  from (
    select code from grid.grid
    where community = area.code and opened_on <= (select bench.today()) and (closed_on is null or closed_on > (select bench.today()))
    order by code limit 50
  ) g
) grids
where area.code = $1
