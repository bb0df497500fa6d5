-- What one database has besides, since nothing lies between its tables: the parent of an area, references across schemas, and views of
-- what is asked together. The works ask grids, never micro-grids, so that places are compared by equality.

create schema bench;

/* The civil day in Beijing. */
create function bench.today() returns date language sql stable as $$ select (now() at time zone 'Asia/Shanghai')::date $$;

alter table grid.area add column parent text collate "C" generated always as (
  case length(code) when 4 then left(code, 2) when 6 then left(code, 4) when 9 then left(code, 6) when 12 then left(code, 9) end
) stored;
create index area_of_parent on grid.area (parent, code);
create index open_case_count_of_community on cases.open_case_count (left(territory, 12));
create index organization_of_area on organization.party_organization (area, level);
create index seat_secretary on organization.seat (organization) where title = 'SECRETARY';

/* Who is the secretary of an organisation today. */
create view organization.secretary as
  select s.organization, s.person from organization.seat s
  where s.title = 'SECRETARY' and s.starts_on <= (select bench.today()) and (s.ends_on is null or s.ends_on >= (select bench.today()));

/* Branches that cover a grid today, with their secretaries. */
create view organization.branch_of_grid as
  select covered.grid, o.id, o.name, o.path,
    (select s.person from organization.secretary s where s.organization = o.id limit 1) as secretary
  from organization.organization_grid covered join organization.party_organization o on o.id = covered.organization
  where o.level in ('GENERAL_BRANCH', 'BRANCH')
    and covered.starts_on <= (select bench.today()) and (covered.ends_on is null or covered.ends_on >= (select bench.today()));

/* Party groups that cover a building today. */
create view organization.group_of_building as
  select covered.building, o.id, o.name, o.path
  from organization.organization_building covered join organization.party_organization o on o.id = covered.organization
  where o.level = 'GROUP'
    and covered.starts_on <= (select bench.today()) and (covered.ends_on is null or covered.ends_on >= (select bench.today()));

/* How many territorial organisations of a level stand in an area today, with their members. */
create view organization.organizations_of_area as
  select o.area, o.level, count(*)::int as count, sum(kept.members)::int as members, sum(kept.reported)::int as reported
  from organization.party_organization o join organization.party_member_count kept on kept.organization = o.id
  where o.kind = 'TERRITORIAL' and (o.dissolved_on is null or o.dissolved_on > (select bench.today()))
  group by o.area, o.level;

/* How many open grids of a community there are, and how many of them a branch covers. */
create view organization.grids_of_community as
  select g.community, count(*)::int as grids,
    count(*) filter (where exists (select from organization.branch_of_grid b where b.grid = g.code))::int as grids_with_branch
  from grid.grid g where g.closed_on is null group by g.community;

/* How many buildings of a community there are, and how many of them a party group covers. */
create view organization.buildings_of_community as
  select g.community, count(*)::int as buildings,
    count(*) filter (where exists (select from organization.group_of_building c where c.building = b.id))::int
      as buildings_with_group
  from grid.grid g join grid.building b on b.grid = g.code group by g.community;

/* Active units that report to a community. */
create view volunteer.unit_of_community as
  select place.community, u.id, u.name, u.credit_code
  from volunteer.unit_community place join volunteer.unit u on u.id = place.unit where u.status = 'ACTIVE';

/* Open cases of public kinds, as many as everyone sees. */
create view cases.open_public_cases_of_community as
  select left(territory, 12) as community, sum(open)::int as open from cases.open_case_count
  where not private group by left(territory, 12);

/* Open resources of a field that can be used somewhere in an area, the last registered first. */
create function volunteer.open_resources_in(area text, field text) returns setof volunteer.resource
language sql stable as $$
  select r.* from volunteer.resource r
  where r.field = $2 and r.status = 'OPEN' and (cardinality(r.territories) = 0 or exists (
    select from unnest(r.territories) as place (code) where starts_with(place.code, $1) or starts_with($1, place.code)))
  order by r.id desc
$$;
