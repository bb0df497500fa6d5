import { Migration } from '@mikro-orm/migrations';
import { rowPolicySql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';

const SERVICE = 'cases';

/** Party organisations with the seats in them, and units: whoever speaks for one acts for the cases that are assigned to it. */
export class Migration20261122100000 extends Migration {
  override up(): void {
    const { app } = rolesOf(SERVICE);
    this.addSql(DIRECTORY);
    this.addSql(
      `revoke insert, update, delete on directory_party_organization, directory_seat, directory_unit from ${app};`,
    );
    this.addSql(rowPolicySql(SERVICE, 'directory_seat', OWN_SEAT));
    this.addSql(ACTS_FOR);
  }
}

const DIRECTORY = `
  create table directory_party_organization (
    id uuid primary key,
    name text not null,
    level text not null,
    area text collate "C" not null,
    dissolved_on date,
    version bigint not null
  );
  create table directory_seat (
    id uuid primary key,
    organization uuid not null,
    person uuid,
    title text not null,
    starts_on date not null,
    ends_on date,
    version bigint not null
  );
  create index directory_seat_person on directory_seat (person);
  create table directory_unit (
    id uuid primary key,
    name text not null,
    status text not null,
    communities text[] not null,
    version bigint not null
  );`;

/** Who sits where is personal data: a request sees the seats of its own viewer. */
const OWN_SEAT = `person = nullif(current_setting('linli.person', true), '')::uuid`;

/** The titles are those by which a viewer acts for an organisation (Viewer.actsFor). */
const ACTS_FOR = `
  create or replace function linli_acts_for(handler_ids uuid[]) returns boolean language sql stable parallel safe
    return linli_holds(handler_ids, 'linli.units') or exists (
      select from directory_grid_post_holder held
      where held.post = any (handler_ids)
        and held.person = nullif(current_setting('linli.person', true), '')::uuid
        and held.starts_on <= nullif(current_setting('linli.today', true), '')::date
        and (held.ends_on is null or held.ends_on >= nullif(current_setting('linli.today', true), '')::date)
    ) or exists (
      select from directory_seat seat
      where seat.organization = any (handler_ids)
        and seat.person = nullif(current_setting('linli.person', true), '')::uuid
        and seat.title in ('SECRETARY', 'DEPUTY_SECRETARY', 'DIRECTOR', 'DEPUTY_DIRECTOR', 'MANAGER')
        and seat.starts_on <= nullif(current_setting('linli.today', true), '')::date
        and (seat.ends_on is null or seat.ends_on >= nullif(current_setting('linli.today', true), '')::date)
    );`;
