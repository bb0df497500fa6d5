import { Migration } from '@mikro-orm/migrations';

/** Who read the text of a case that was reported anonymously is told to the reporter alone, also of what was read before. */
export class Migration20261122970000 extends Migration {
  override up(): void {
    this.addSql(`
      alter table access_record add column concealed boolean not null default false;
      alter table access_record no force row level security;
      alter table "case" no force row level security;`);
    this.addSql(READ_BEFORE);
    this.addSql(`
      alter table access_record force row level security;
      alter table "case" force row level security;`);
  }
}

/** Organization then reads all records anew. */
const READ_BEFORE = `
  with read_before as (
    update access_record set concealed = true from "case" c where c.id = case_id and c.anonymous returning access_record.id
  )
  insert into outbox (id, aggregatetype, aggregateid, type, payload, version, occurred_at)
  select gen_random_uuid(), 'accessRecord', '*', 'AccessRecordsConcealed', '{}', 1, now()
  where exists (select from read_before);`;
