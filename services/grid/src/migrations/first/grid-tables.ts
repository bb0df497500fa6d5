/**
 * Compounds, grids and buildings. `grid_sequence` remembers the last sequence that was given out in a community, or in a grid to
 * its micro-grids: it only grows, so that no code is used twice.
 */
export const GRID_TABLES = `
  create collation natural_order (provider = icu, locale = 'zh-u-co-pinyin-kn-true');

  create table compound (
    id uuid primary key,
    community text collate "C" not null references area check (community ~ '^[0-9]{12}$'),
    name text collate natural_order not null check (char_length(name) between 1 and 100),
    kind text not null check (
      kind in ('GATED', 'COURTYARD', 'DORMITORY', 'VILLAGE', 'BUSINESS_DISTRICT', 'MARKET')
    ),
    property_management text not null check (property_management in ('COMPANY', 'SELF_MANAGED', 'NONE')),
    plan text check (char_length(plan) between 1 and 50000),
    version integer not null default 1
  );
  create index compound_of_community on compound (community, name, id);

  create table grid (
    code text collate "C" primary key check (code ~ '^([0-9]{15}|[0-9]{17})$'),
    community text collate "C" not null references area check (community = left(code, 12)),
    parent text collate "C" references grid check (parent = left(code, 15)),
    name text not null check (char_length(name) between 1 and 100),
    kind text not null check (kind in ('RESIDENTIAL', 'SPECIAL', 'MICRO')),
    themes text[] not null check (
      themes <@ array[
        'VOLUNTEERING', 'LIVELIHOOD', 'HEART_BRIDGE', 'CIVILITY', 'RULE_OF_LAW', 'SAFETY', 'SCIENCE', 'CARE',
        'HOME_BASED_ELDERLY_CARE'
      ]
    ),
    boundary polygon,
    opened_on date not null,
    closed_on date check (closed_on >= opened_on),
    version integer not null default 1,
    check ((kind = 'MICRO') = (length(code) = 17)),
    check ((kind = 'MICRO') = (parent is not null))
  );
  create index grid_of_community on grid (community);
  create index grid_boundary on grid using gist (box(boundary));

  create table grid_sequence (
    territory text collate "C" primary key check (territory ~ '^[0-9]{12}([0-9]{3})?$'),
    last integer not null check (last between 1 and case length(territory) when 12 then 999 else 99 end)
  );

  create table building (
    id uuid primary key,
    grid text collate "C" not null references grid check (grid ~ '^([0-9]{15}|[0-9]{17})$'),
    compound uuid references compound,
    number text collate natural_order not null check (char_length(number) between 1 and 100),
    entrances integer not null check (entrances between 1 and 50),
    floors integer check (floors between 1 and 200),
    households integer check (households between 0 and 10000),
    location point,
    version integer not null default 1
  );
  create index building_of_grid on building (grid, number, id);
  create index building_of_compound on building (compound, number, id);`;
