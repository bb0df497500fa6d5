import { Migration } from '@mikro-orm/migrations';
import { insertOnlySql, rowPolicySql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';

const SERVICE = 'volunteer';

/** The directory of people; what is held about one, for them and their auditors; the copies that auditors took. */
export class Migration20261122400000 extends Migration {
  override up(): void {
    const { app, worker } = rolesOf(SERVICE);
    this.addSql(SESSION);
    this.addSql(`
      create table directory_person (
        id uuid primary key,
        territory text collate "C",
        erased boolean not null,
        version bigint not null
      );`);
    this.addSql(rowPolicySql(SERVICE, 'directory_person', SEES_PERSON));
    this.addSql(`revoke insert, update, delete on directory_person from ${app};`);
    this.addSql(`
      alter table audit_entry enable row level security;
      alter table audit_entry force row level security;
      create policy request_adds on audit_entry for insert to ${app} with check (true);
      create policy subject_reads on audit_entry for select to ${app} using (linli_is_subject(person));
      create policy worker_all on audit_entry to ${worker} using (true) with check (true);
      grant select (id, at, person, operation, subject_type, subject_id, territory) on audit_entry to ${app};`);
    this.addSql(ACCESS_RECORD);
    this.addSql(rowPolicySql(SERVICE, 'access_record', 'false', ADDS_RECORD));
    this.addSql(insertOnlySql(SERVICE, 'access_record'));
  }
}

/** `linli.subjects` opens the rows about some people to the rest of a transaction. */
const SESSION = `
  create function linli_viewer() returns uuid language sql stable parallel safe
    return nullif(current_setting('linli.person', true), '')::uuid;
  create function linli_is_subject(person uuid) returns boolean language sql stable parallel safe
    return coalesce(person = any (string_to_array(nullif(current_setting('linli.subjects', true), ''), ',')::uuid[]), false);`;

const SEES_PERSON = `id = linli_viewer() or linli_within(territory, 'linli.audits')`;

const ACCESS_RECORD = `
  create table access_record (
    id uuid primary key,
    at timestamptz(3) not null,
    person uuid not null,
    territory text collate "C" not null,
    reader uuid not null,
    reader_role text not null,
    reader_territory text collate "C",
    purpose text not null,
    fields text[] not null check (cardinality(fields) > 0),
    request_id text not null
  );`;

/** Nobody puts down a read as another's; a request adds records and reads none. */
const ADDS_RECORD = `reader = linli_viewer() and linli_within(territory, 'linli.audits')`;
