/**
 * Posts and, apart from them, who holds them: that a grid has a leader is public, who it is is personal data. A grid has one leader
 * at a time, whoever appoints at the same moment.
 */
export const POST_TABLES = `
  create extension if not exists btree_gist;

  create table grid_post (
    id uuid primary key,
    role text not null check (
      role in (
        'SUPERVISOR', 'GRID_LEADER', 'GRID_LEADER_ASSISTANT', 'GRID_WORKER', 'GRID_COORDINATOR', 'GRID_LIAISON',
        'MOBILE_GRID_WORKER', 'MICRO_GRID_LEADER', 'BUILDING_CHIEF', 'ENTRANCE_CHIEF'
      )
    ),
    territory text collate "C" not null check (territory ~ '^([0-9]{9}|[0-9]{12}|[0-9]{15}|[0-9]{17})$'),
    grid text collate "C" references grid check (grid = territory),
    building uuid references building,
    entrance integer check (entrance >= 1),
    department text check (
      department in (
        'PUBLIC_SECURITY', 'CIVIL_AFFAIRS', 'JUSTICE', 'HOUSING', 'HEALTH', 'MARKET_SUPERVISION', 'CITY_MANAGEMENT',
        'STREET_PARTY_MASS_SERVICE_CENTRE'
      )
    ),
    unit uuid,
    starts_on date not null,
    ends_on date check (ends_on >= starts_on),
    publicised_on date,
    version integer not null default 1,
    constraint one_leader_of_a_grid_at_a_time
      exclude using gist (territory with =, daterange(starts_on, ends_on, '[]') with &&) where (role = 'GRID_LEADER')
  );
  create index grid_post_of_territory on grid_post (territory, role);
  create index grid_post_of_building on grid_post (building) where building is not null;

  create table grid_post_holder (
    post uuid primary key references grid_post,
    person uuid not null
  );
  create index grid_post_holder_person on grid_post_holder (person);`;

/** Everyone knows who holds a post once it was put up for the residents to see; before, officers and grid staff of the place do. */
export const HOLDER_VISIBLE = `
  person = nullif(current_setting('linli.person', true), '')::uuid
  or exists (
    select from grid_post
    where grid_post.id = post
      and (grid_post.publicised_on is not null or linli_within(grid_post.territory, 'linli.reads'))
  )`;

export const HOLDER_WRITABLE = `
  exists (select from grid_post where grid_post.id = post and linli_within(grid_post.territory, 'linli.changes'))`;
