/** Units, where they report and into which grids they were drawn; their agreements. A credit code belongs to one unit that was not turned away. */
export const UNIT_TABLES = `
  create collation natural_order (provider = icu, locale = 'zh-u-co-pinyin-kn-true');

  create table unit (
    id uuid primary key,
    name text collate natural_order not null check (char_length(name) between 1 and 100),
    credit_code text not null check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
    kind text not null check (
      kind in (
        'GOVERNMENT_BODY', 'PUBLIC_INSTITUTION', 'STATE_ENTERPRISE', 'PRIVATE_ENTERPRISE', 'BANK', 'SCHOOL', 'HOSPITAL',
        'COURT', 'MILITARY', 'SOCIAL_ORGANIZATION'
      )
    ),
    status text not null check (status in ('APPLIED', 'ACTIVE', 'SUSPENDED', 'REJECTED', 'WITHDRAWN')),
    status_reason text check (char_length(status_reason) between 1 and 500),
    version integer not null default 1
  );
  create unique index unit_credit_code on unit (credit_code) where status not in ('REJECTED', 'WITHDRAWN');
  create index unit_name on unit (name, id);

  create table unit_community (
    unit uuid not null references unit,
    community text collate "C" not null check (community ~ '^[0-9]{12}$'),
    primary key (unit, community)
  );
  create index unit_community_units on unit_community (community, unit);

  create table unit_grid (
    unit uuid not null references unit,
    grid text collate "C" not null check (grid ~ '^([0-9]{15}|[0-9]{17})$'),
    primary key (unit, grid),
    community text collate "C" not null generated always as (left(grid, 12)) stored,
    foreign key (unit, community) references unit_community
  );
  create index unit_grid_units on unit_grid (grid, unit);

  create table agreement (
    id uuid primary key,
    community text collate "C" not null check (community ~ '^[0-9]{12}$'),
    unit uuid not null references unit,
    status text not null check (status in ('DRAFT', 'SIGNED', 'ENDED')),
    title text not null check (char_length(title) between 1 and 200),
    text text not null check (char_length(text) between 1 and 50000),
    signed_by_community_on date,
    signed_by_unit_on date,
    ends_on date,
    version integer not null default 1,
    check ((status = 'DRAFT') = (signed_by_community_on is null or signed_by_unit_on is null)),
    check (ends_on >= signed_by_community_on and ends_on >= signed_by_unit_on)
  );
  create index agreement_of_community on agreement (community, id);
  create index agreement_of_unit on agreement (unit, id);`;
