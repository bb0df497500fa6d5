import { Migration } from '@mikro-orm/migrations';
import { baseTablesSql, insertOnlySql, rowPolicySql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';

const SERVICE = 'cases';

/** Categories; the directory of places and posts; cases with their history; counts of open cases. */
export class Migration20261122000000 extends Migration {
  override up(): void {
    const { app } = rolesOf(SERVICE);
    this.addSql(baseTablesSql(SERVICE));
    this.addSql(CATEGORIES);
    this.addSql(DIRECTORY);
    this.addSql(`revoke insert, update, delete on ${DIRECTORY_TABLES.join(', ')} from ${app};`);
    this.addSql(rowPolicySql(SERVICE, 'directory_grid_post_holder', OWN_POST));
    this.addSql(CASES);
    this.addSql(rowPolicySql(SERVICE, 'case', VISIBLE, WRITABLE));
    this.addSql(rowPolicySql(SERVICE, 'case_event', OF_A_READABLE_CASE));
    this.addSql(insertOnlySql(SERVICE, 'case_event'));
    this.addSql(OPEN_COUNTS);
  }
}

const CATEGORIES = `
  create table case_category (
    code text primary key check (code ~ '^[A-Z][A-Z_]{1,30}([.][A-Z][A-Z_]{1,30})?$'),
    name_zh text not null,
    name_en text not null,
    parent text references case_category,
    first_level text not null,
    last_level text not null,
    responsible text not null,
    respond_amount integer not null check (respond_amount between 1 and 366),
    respond_unit text not null,
    resolve_amount integer not null check (resolve_amount between 1 and 366),
    resolve_unit text not null,
    private boolean not null,
    version integer not null default 1
  );`;

const DIRECTORY_TABLES = [
  'directory_area',
  'directory_grid',
  'directory_building',
  'directory_grid_post',
  'directory_grid_post_holder',
];

const DIRECTORY = `
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
    kind text not null,
    closed_on date,
    boundary polygon,
    version bigint not null
  );
  create index directory_grid_boundary on directory_grid using gist (boundary);
  create table directory_building (
    id uuid primary key,
    number text not null,
    grid text collate "C" not null,
    community text collate "C" not null,
    compound uuid,
    location point,
    version bigint not null
  );
  create index directory_building_location on directory_building using gist (location);
  create table directory_grid_post (
    id uuid primary key,
    role text not null,
    territory text collate "C" not null,
    grid text collate "C",
    building uuid,
    starts_on date not null,
    ends_on date,
    version bigint not null
  );
  create table directory_grid_post_holder (
    post uuid primary key,
    person uuid not null,
    starts_on date not null,
    ends_on date
  );
  create index directory_grid_post_holder_person on directory_grid_post_holder (person);`;

/** Who holds a post is personal data: a request sees the posts of its own viewer. */
const OWN_POST = `person = nullif(current_setting('linli.person', true), '')::uuid`;

const CASES = `
  create function linli_acts_for(handler_ids uuid[]) returns boolean language sql stable parallel safe
    return linli_holds(handler_ids, 'linli.units') or exists (
      select from directory_grid_post_holder held
      where held.post = any (handler_ids)
        and held.person = nullif(current_setting('linli.person', true), '')::uuid
        and held.starts_on <= nullif(current_setting('linli.today', true), '')::date
        and (held.ends_on is null or held.ends_on >= nullif(current_setting('linli.today', true), '')::date)
    );
  create function linli_reads_case(territory text, reporter uuid, handler_ids uuid[]) returns boolean
    language sql stable parallel safe
    return linli_within(territory, 'linli.reads')
      or coalesce(reporter = nullif(current_setting('linli.person', true), '')::uuid, false)
      or linli_acts_for(handler_ids);

  create table case_number (prefix text, day date, last integer not null, primary key (prefix, day));

  create table "case" (
    id uuid primary key,
    number text not null unique,
    title text not null,
    description bytea,
    record_key bytea,
    category text not null references case_category,
    private boolean not null,
    channel text not null,
    scale text,
    urgency text not null,
    concern text,
    status text not null,
    level text not null,
    territory text collate "C" not null check (territory ~ '^[0-9]{12}([0-9]{3}([0-9]{2})?)?$'),
    community text collate "C" not null generated always as (left(territory, 12)) stored,
    street text collate "C" not null generated always as (left(territory, 9)) stored,
    district text collate "C" not null generated always as (left(territory, 6)) stored,
    city text collate "C" not null generated always as (left(territory, 4)) stored,
    building uuid,
    latitude double precision,
    longitude double precision,
    reporter uuid,
    anonymous boolean not null,
    handlers jsonb not null,
    handler_ids uuid[] not null,
    reported_at timestamptz(3) not null,
    respond_by timestamptz(3) not null,
    responded_at timestamptz(3),
    resolve_by timestamptz(3) not null,
    resolved_at timestamptz(3),
    closed_at timestamptz(3),
    version integer not null default 1,
    check ((latitude is null) = (longitude is null))
  );
  create index case_newest_of_grid on "case" (territory, reported_at desc, id desc);
  create index case_newest_of_community on "case" (community, reported_at desc, id desc);
  create index case_newest_of_street on "case" (street, reported_at desc, id desc);
  create index case_newest_of_district on "case" (district, reported_at desc, id desc);
  create index case_newest_of_city on "case" (city, reported_at desc, id desc);
  create index case_reporter on "case" (reporter, reported_at desc) where reporter is not null;
  create index case_handlers on "case" using gin (handler_ids);

  create table case_event (
    case_id uuid not null references "case",
    sequence integer not null,
    at timestamptz(3) not null,
    action text,
    from_status text,
    to_status text not null,
    by_role text not null,
    by_person uuid,
    note bytea,
    handlers jsonb not null,
    hash text not null,
    primary key (case_id, sequence)
  );`;

/** Residents also learn that cases of public kinds exist in their own community, but not their text. */
const VISIBLE = `
  linli_reads_case(territory, reporter, handler_ids) or (not private and linli_within(territory, 'linli.resides'))`;

const WRITABLE = `
  linli_within(territory, 'linli.reads')
  or (reporter = nullif(current_setting('linli.person', true), '')::uuid and linli_within(territory, 'linli.resides'))
  or linli_acts_for(handler_ids)`;

const OF_A_READABLE_CASE = `
  exists (select from "case" c where c.id = case_id and linli_reads_case(c.territory, c.reporter, c.handler_ids))`;

/** Open cases by place, kept by the database itself, so that counting them reads no case and no path can forget them. */
const OPEN_COUNTS = `
  create table open_case_count (
    territory text collate "C",
    private boolean,
    open integer not null check (open >= 0),
    primary key (territory, private)
  );
  create table open_case_count_of_building (
    building uuid,
    private boolean,
    open integer not null check (open >= 0),
    primary key (building, private)
  );
  create function count_open_case(case_row "case", by integer) returns void language plpgsql as $$
  begin
    insert into open_case_count as kept (territory, private, open) values (case_row.territory, case_row.private, greatest(by, 0))
      on conflict (territory, private) do update set open = kept.open + by;
    if case_row.building is not null then
      insert into open_case_count_of_building as kept (building, private, open)
        values (case_row.building, case_row.private, greatest(by, 0))
        on conflict (building, private) do update set open = kept.open + by;
    end if;
  end $$;
  create function is_open_status(status text) returns boolean language sql immutable
    return status in ('REPORTED', 'ACCEPTED', 'ASSIGNED', 'IN_PROGRESS', 'RESOLVED');
  create function keep_open_case_count() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and (is_open_status(old.status), old.territory, old.private, old.building)
        is not distinct from (is_open_status(new.status), new.territory, new.private, new.building) then
      return null;
    end if;
    if tg_op = 'UPDATE' and is_open_status(old.status) then perform count_open_case(old, -1); end if;
    if is_open_status(new.status) then perform count_open_case(new, 1); end if;
    return null;
  end $$;
  create trigger keep_open_case_count after insert or update on "case" for each row execute function keep_open_case_count();`;
