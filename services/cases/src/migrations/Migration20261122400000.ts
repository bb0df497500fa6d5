import { Migration } from '@mikro-orm/migrations';
import { insertOnlySql, rowPolicySql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';

const SERVICE = 'cases';

/** People as far as cases must know them, who read the texts of their cases, and what stays of them when they are erased. */
export class Migration20261122400000 extends Migration {
  override up(): void {
    const { app } = rolesOf(SERVICE);
    this.addSql(PEOPLE);
    this.addSql(`revoke insert, update, delete on directory_person from ${app};`);
    this.addSql(rowPolicySql(SERVICE, 'directory_person', OWN_OR_AUDITED));
    this.addSql(ACCESS_RECORDS);
    this.addSql(rowPolicySql(SERVICE, 'access_record', 'false', OWN_READ));
    this.addSql(insertOnlySql(SERVICE, 'access_record'));
    this.addSql(REPORTERS);
    this.addSql(`
      create policy no_report_of_the_erased on "case" as restrictive for insert to ${app} with check (${NOT_ERASED});
      create policy subject_reads on "case" for select to ${app} using (linli_holds(array[reporter], 'linli.subjects'));
      create policy subject_reads on case_event for select to ${app} using (linli_holds(array[by_person], 'linli.subjects'));`);
  }
}

const PEOPLE = `
  create function linli_viewer() returns uuid language sql stable parallel safe
    return nullif(current_setting('linli.person', true), '')::uuid;
  create table directory_person (
    id uuid primary key,
    territory text collate "C",
    erased boolean not null,
    version bigint not null,
    check (not erased or territory is null)
  );`;

const OWN_OR_AUDITED = `id = linli_viewer() or linli_within(territory, 'linli.audits')`;

const ACCESS_RECORDS = `
  create table access_record (
    id uuid primary key,
    at timestamptz(3) not null,
    person uuid not null,
    territory text collate "C" not null,
    reader uuid not null check (reader <> person),
    reader_role text not null,
    reader_territory text collate "C",
    purpose text not null,
    fields text[] not null check (cardinality(fields) > 0),
    case_id uuid references "case",
    request_id text not null
  );`;

/** A request puts down what its viewer read, and reads no record: people and auditors find them in organization. */
const OWN_READ = `reader = linli_viewer()`;

/** reporter_erased: the reporter was erased while the case was open; its text goes when it is closed. */
const REPORTERS = `
  alter table "case" add column reporter_erased boolean not null default false;
  alter table "case" add check (not reporter_erased or reporter is null);
  create index case_disclosing on "case" (id) where reporter is not null and not anonymous;
  create index case_event_by_person on case_event (by_person) where by_person is not null;`;

/** A token may live on for a while after its person was erased. */
const NOT_ERASED = `not exists (select from directory_person known where known.id = reporter and known.erased)`;
