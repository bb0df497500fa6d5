import { Migration } from '@mikro-orm/migrations';
import { baseTablesSql, rowPolicySql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';

const SERVICE = 'organization';

/** The directory of places; people and to whom they are disclosed; party organisations, what they cover, members and seats. */
export class Migration20261122000000 extends Migration {
  override up(): void {
    const { app } = rolesOf(SERVICE);
    this.addSql(baseTablesSql(SERVICE));
    this.addSql(DIRECTORY);
    this.addSql(`revoke insert, update, delete on ${DIRECTORY_TABLES.join(', ')} from ${app};`);
    this.addSql(ORGANIZATIONS);
    this.addSql(PEOPLE);
    this.addSql(rowPolicySql(SERVICE, 'disclosure', SEES_DISCLOSURE, `linli_within(territory, 'linli.administers')`));
    this.addSql(rowPolicySql(SERVICE, 'party_membership', SEES_MEMBERSHIP, CHANGES_MEMBERSHIP));
    this.addSql(`
      create policy officers_admit on party_membership as restrictive for insert to ${app}
        with check (linli_within(area, 'linli.administers'));`);
    this.addSql(rowPolicySql(SERVICE, 'person', SEES_PERSON, `linli_within(territory, 'linli.reads')`));
    this.addSql(SEATS);
    this.addSql(MEMBER_COUNTS);
  }
}

const DIRECTORY_TABLES = ['directory_area', 'directory_grid', 'directory_building'];

const DIRECTORY = `
  create table directory_area (
    code text collate "C" primary key,
    name text not null,
    level text not null,
    version bigint not null
  );
  create table directory_grid (
    code text collate "C" primary key,
    community text collate "C" not null,
    closed_on date,
    version bigint not null
  );
  create table directory_building (
    id uuid primary key,
    grid text collate "C" not null,
    version bigint not null
  );
  create index directory_building_grid on directory_building (grid);`;

/**
 * A path is the ids of the chain from the top down to the organisation itself, with '/' between them: a subtree is a range of it,
 * and its order is the order of the chain, since siblings stand by age.
 */
const ORGANIZATIONS = `
  create table party_organization (
    id uuid primary key,
    name text not null check (length(name) between 1 and 100),
    level text not null,
    kind text not null,
    founded_on date,
    dissolved_on date,
    parent uuid references party_organization,
    path text collate "C" not null unique,
    area text collate "C" not null check (area ~ '^[0-9]{2,12}$'),
    version integer not null default 1,
    check (path = id::text or path like '%/' || parent || '/' || id or path = parent || '/' || id)
  );
  create index party_organization_parent on party_organization (parent, path);
  create index party_organization_area on party_organization (area, path);

  create table organization_grid (
    organization uuid not null references party_organization,
    grid text collate "C" not null,
    starts_on date not null,
    ends_on date check (ends_on >= starts_on),
    primary key (organization, grid, starts_on)
  );
  create unique index organization_grid_open on organization_grid (organization, grid) where ends_on is null;
  create index organization_grid_grid on organization_grid (grid);
  create table organization_building (
    organization uuid not null references party_organization,
    building uuid not null,
    starts_on date not null,
    ends_on date check (ends_on >= starts_on),
    primary key (organization, building, starts_on)
  );
  create unique index organization_building_open on organization_building (organization, building) where ends_on is null;
  create index organization_building_building on organization_building (building);`;

const PEOPLE = `
  create function linli_viewer() returns uuid language sql stable parallel safe
    return nullif(current_setting('linli.person', true), '')::uuid;
  create function linli_today() returns date language sql stable parallel safe
    return nullif(current_setting('linli.today', true), '')::date;
  create function linli_runs(starts_on date, ends_on date) returns boolean language sql stable parallel safe
    return starts_on <= linli_today() and (ends_on is null or ends_on >= linli_today());
  create function linli_lies_in(setting text, code text) returns boolean language sql stable parallel safe
    return exists (
      select from unnest(string_to_array(nullif(current_setting(setting, true), ''), ',')) as held (territory)
      where starts_with(held.territory, code)
    );
  create function linli_reaches(to_public boolean, territory text, starts_on date, ends_on date) returns boolean
    language sql stable parallel safe
    return linli_runs(starts_on, ends_on) and (
      to_public or linli_lies_in('linli.resides', territory)
      or linli_lies_in('linli.reads', territory) or linli_within(territory, 'linli.reads'));

  create table person (
    id uuid primary key,
    territory text collate "C" not null check (territory ~ '^[0-9]{2,17}$'),
    mask text not null check (length(mask) between 1 and 4),
    name bytea,
    phone bytea,
    address bytea,
    record_key bytea,
    version integer not null default 1,
    erased_at timestamptz(3)
  );

  create table disclosure (
    id uuid primary key,
    person uuid not null references person,
    level text not null check (level in ('MASK', 'NAME')),
    to_public boolean not null,
    territory text collate "C" not null,
    reason text not null,
    source uuid not null,
    starts_on date not null,
    ends_on date
  );
  create index disclosure_person on disclosure (person);
  create index disclosure_source on disclosure (source);

  create table party_membership (
    id uuid primary key,
    person uuid not null references person,
    status text not null,
    organization uuid not null references party_organization,
    area text collate "C" not null,
    residential_organization uuid references party_organization,
    residential_area text collate "C",
    reported_on date,
    publicly_displayed boolean not null default false,
    joined_on date not null,
    left_on date,
    version integer not null default 1,
    check ((residential_organization is null) = (reported_on is null)),
    check ((residential_organization is null) = (residential_area is null))
  );
  create unique index party_membership_open on party_membership (person) where left_on is null;
  create index party_membership_person on party_membership (person);
  create index party_membership_organization on party_membership (organization, id);`;

/** Whoever administers where a disclosure comes from sees it before and after its days too. */
const SEES_DISCLOSURE = `
  linli_reaches(to_public, territory, starts_on, ends_on) or linli_within(territory, 'linli.administers')`;

const CHANGES_MEMBERSHIP = `
  person = linli_viewer() or linli_within(area, 'linli.administers') or linli_within(residential_area, 'linli.administers')`;

const SEES_MEMBERSHIP = `
  (publicly_displayed and left_on is null and linli_today() is not null) or ${CHANGES_MEMBERSHIP}`;

/** The policies of disclosures and memberships decide in turn which of them the viewer sees. */
const SEES_PERSON = `
  id = linli_viewer() or linli_within(territory, 'linli.reads')
  or exists (select from disclosure d where d.person = person.id)
  or exists (select from party_membership m where m.person = person.id)`;

const SEATS = `
  create table seat (
    id uuid primary key,
    person uuid not null references person,
    organization uuid not null references party_organization,
    area text collate "C" not null,
    title text not null,
    office text check (length(office) between 1 and 50),
    concurrent boolean not null,
    unit uuid,
    starts_on date not null,
    ends_on date check (ends_on >= starts_on),
    version integer not null default 1
  );
  create index seat_organization on seat (organization);
  create index seat_person on seat (person);`;

/** Memberships that count: of full and probationary members, as long as they last. */
const COUNTS = `left_on is null and status in ('FULL', 'PROBATIONARY')`;
const changeOf = (rows: string, by: 1 | -1) => `
  select organization, ${by} as members, 0 as reported from ${rows} where ${COUNTS}
  union all
  select residential_organization, 0, ${by} from ${rows} where ${COUNTS} and residential_organization is not null`;
const countingTrigger = (name: string, changes: string) => `
  create function ${name}() returns trigger language plpgsql as $$
  begin
    update party_member_count kept set members = kept.members + change.members, reported = kept.reported + change.reported
    from (
      select organization, sum(members)::int as members, sum(reported)::int as reported from (${changes}) as one group by organization
    ) as change
    where kept.organization = change.organization and (change.members, change.reported) <> (0, 0);
    return null;
  end $$;`;

/** Members by organisation, kept by the database itself, so that the public's counts read no membership and no path forgets one. */
const MEMBER_COUNTS = `
  create table party_member_count (
    organization uuid primary key references party_organization,
    members integer not null default 0 check (members >= 0),
    reported integer not null default 0 check (reported >= 0)
  );
  create function start_member_count() returns trigger language plpgsql as $$
  begin
    insert into party_member_count (organization) values (new.id);
    return null;
  end $$;
  create trigger start_member_count after insert on party_organization for each row execute function start_member_count();
  ${countingTrigger('count_admitted_members', changeOf('admitted', 1))}
  ${countingTrigger('count_changed_members', `${changeOf('before', -1)} union all ${changeOf('after', 1)}`)}
  create trigger count_admitted_members after insert on party_membership referencing new table as admitted
    for each statement execute function count_admitted_members();
  create trigger count_changed_members after update on party_membership referencing old table as before new table as after
    for each statement execute function count_changed_members();`;
