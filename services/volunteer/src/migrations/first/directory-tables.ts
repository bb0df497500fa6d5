/** Areas and grids as grid's feed tells them. */
export const DIRECTORY_TABLES = `
  create table directory_area (
    code text collate "C" primary key,
    name text not null,
    level text not null,
    version bigint not null
  );
  create table directory_grid (
    code text collate "C" primary key,
    name text not null,
    community text collate "C" not null,
    closed_on date,
    version bigint not null
  );`;
