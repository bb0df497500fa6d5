import { Migration } from '@mikro-orm/migrations';
import { insertOnlySql, rowPolicySql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';

const SERVICE = 'grid';

/** The directory of people; who may know who holds a post; the copies that auditors took. */
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
      );
      alter table directory_person enable row level security;
      alter table directory_person force row level security;
      create policy viewer_reads on directory_person for select to ${app} using (${SEES_PERSON});
      create policy viewer_locks on directory_person for update to ${app} using (${SEES_PERSON}) with check (false);
      create policy worker_all on directory_person to ${worker} using (true) with check (true);
      revoke insert, update, delete on directory_person from ${app};
      grant update (version) on directory_person to ${app};`);
    this.addSql(`
      drop policy viewer_reads on grid_post_holder;
      drop policy viewer_changes on grid_post_holder;
      create policy viewer_reads on grid_post_holder for select to ${app} using (${SEES_HOLDER});
      create policy viewer_changes on grid_post_holder for update to ${app} using (${SEES_HOLDER})
        with check (exists (select from grid_post p where p.id = post and linli_within(p.territory, 'linli.changes')));
      revoke delete on grid_post_holder from ${app};`);
    this.addSql(`
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
      );`);
    this.addSql(rowPolicySql(SERVICE, 'access_record', 'false', ADDS_RECORD));
    this.addSql(insertOnlySql(SERVICE, 'access_record'));
  }
}

/** `linli.subjects` opens the rows about some people to the rest of a transaction, wherever their posts are. */
const SESSION = `
  create function linli_viewer() returns uuid language sql stable parallel safe
    return nullif(current_setting('linli.person', true), '')::uuid;
  create function linli_today() returns date language sql stable parallel safe
    return nullif(current_setting('linli.today', true), '')::date;
  create function linli_is_subject(person uuid) returns boolean language sql stable parallel safe
    return coalesce(person = any (string_to_array(nullif(current_setting('linli.subjects', true), ''), ',')::uuid[]), false);`;

/** A lock that the policy grants changes nothing: it holds an appointment and the erasure of whom it names apart. */
const SEES_PERSON = `id = linli_viewer() or linli_is_subject(id) or linli_within(territory, 'linli.audits')`;

/**
 * Once the roster is up everyone knows who holds a post, for as long as it is held; before and after, the officers and grid staff of
 * the place and the holder do. Someone erased holds none: the row is gone.
 */
const SEES_HOLDER = `
  person = linli_viewer() or linli_is_subject(person)
  or exists (
    select from grid_post p
    where p.id = post and (
      linli_within(p.territory, 'linli.reads')
      or (p.publicised_on <= linli_today() and p.starts_on <= linli_today()
        and (p.ends_on is null or p.ends_on >= linli_today()))))`;

/** Nobody puts down a read as another's; a request adds records and reads none. */
const ADDS_RECORD = `reader = linli_viewer() and linli_within(territory, 'linli.audits')`;
