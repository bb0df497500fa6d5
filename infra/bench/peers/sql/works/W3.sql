-- $1: district
select json_build_object('children', json_build_object('nodes', coalesce(json_agg(
  json_build_object('children', json_build_object('nodes', below.nodes)) order by street.code
), '[]')))::text as area
from (select code from grid.area where parent = $1 order by code limit 10) street
cross join lateral (
  select coalesce(json_agg(json_build_object(
    'code', community.code, 'name', community.name,
    'gridCoverage', json_build_object(
      'compounds', coalesce(kept.compounds, 0), 'grids', coalesce(kept.grids, 0), 'buildings', coalesce(kept.buildings, 0),
      'households', case when kept.buildings > kept.buildings_of_unknown_households then kept.households end),
    'partyCoverage', json_build_object(
      'members', party.members, 'membersReported', party.reported,
      'grids', coalesce(gridded.grids, 0), 'gridsWithBranch', coalesce(gridded.grids_with_branch, 0),
      'buildings', coalesce(housed.buildings, 0), 'buildingsWithGroup', coalesce(housed.buildings_with_group, 0)),
    'units', json_build_object('totalCount', units.count),
    'openCases', coalesce(cases.open, 0)) order by community.code), '[]') as nodes
  from (select code, name from grid.area where parent = street.code order by code limit 15) community
  left join grid.community_coverage kept on kept.community = community.code
  left join lateral (
    select coalesce(sum(members), 0)::int as members, coalesce(sum(reported), 0)::int as reported
    from organization.organizations_of_area o where o.area = community.code
  ) party on true
  left join lateral (select * from organization.grids_of_community o where o.community = community.code) gridded on true
  left join lateral (select * from organization.buildings_of_community o where o.community = community.code) housed on true
  left join lateral (
    select count(*)::int as count from volunteer.unit_of_community u where u.community = community.code
  ) units on true
  left join lateral (
    select open from cases.open_public_cases_of_community o where o.community = community.code
  ) cases on true
) below
having exists (select from grid.area where code = $1)
