/**
 * Areas, and what an import of them needs. `version` is the number of the import that last changed the area; `land_area` is in
 * square kilometres. Rows are staged without a log: what a crash leaves behind belongs to an import that did not happen.
 */
export const AREA_TABLES = `
  create table area (
    code text collate "C" primary key check (code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$'),
    name text not null check (char_length(name) between 1 and 100),
    level text not null generated always as (
      case length(code)
        when 2 then 'PROVINCE' when 4 then 'CITY' when 6 then 'DISTRICT' when 9 then 'STREET' when 12 then 'COMMUNITY'
      end
    ) stored,
    land_area double precision check (land_area > 0),
    version integer not null
  );
  create index area_level on area (level, code);

  create sequence area_import_number as integer;
  create table area_import (
    number integer primary key,
    source text not null,
    named integer not null,
    added integer not null,
    renamed integer not null,
    removed integer not null,
    kept integer not null,
    at timestamptz(3) not null
  );
  create unlogged table area_staged (
    import integer not null,
    code text collate "C" not null,
    name text not null,
    primary key (import, code)
  );`;
