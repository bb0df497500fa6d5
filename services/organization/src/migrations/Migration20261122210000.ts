import { Migration } from '@mikro-orm/migrations';
import { insertOnlySql, rowPolicySql } from '@linli/persistence/base-tables';

const SERVICE = 'organization';

/** The ledger of who read whom, and what auditors found of emergencies: only added to. */
export class Migration20261122210000 extends Migration {
  override up(): void {
    this.addSql(`
      create table access_record (
        id uuid primary key,
        at timestamptz(3) not null,
        person uuid not null references person,
        territory text collate "C" not null,
        reader uuid not null,
        reader_role text not null,
        reader_territory text collate "C",
        purpose text not null,
        reason bytea,
        fields text[] not null check (cardinality(fields) > 0),
        request_id text not null,
        check (purpose <> 'EMERGENCY' or reader_role = 'SELF' or reason is not null),
        check ((reader_role = 'SELF') = (reader = person))
      );
      create index access_record_person on access_record (person, id);
      create index access_record_territory on access_record (territory, at);
      create index access_record_reader on access_record (reader, at);

      create table access_review (
        record uuid primary key references access_record,
        at timestamptz(3) not null,
        reviewer uuid not null,
        justified boolean not null,
        note bytea
      );`);
    this.addSql(rowPolicySql(SERVICE, 'access_record', SEES_RECORD, ADDS_RECORD));
    this.addSql(insertOnlySql(SERVICE, 'access_record'));
    this.addSql(rowPolicySql(SERVICE, 'access_review', SEES_REVIEW, ADDS_REVIEW));
    this.addSql(insertOnlySql(SERVICE, 'access_review'));
  }
}

const SEES_RECORD = `person = linli_viewer() or linli_within(territory, 'linli.audits')`;

/** Nobody puts down a read as another's. */
const ADDS_RECORD = `
  reader = linli_viewer() and (
    person = linli_viewer() or linli_within(territory, 'linli.reads') or linli_within(territory, 'linli.audits'))`;

/** The policy of records decides in turn whose reviews are seen. */
const SEES_REVIEW = `exists (select from access_record a where a.id = access_review.record)`;

const ADDS_REVIEW = `
  reviewer = linli_viewer() and exists (
    select from access_record a
    where a.id = access_review.record and a.reader <> linli_viewer() and linli_within(a.territory, 'linli.audits'))`;
