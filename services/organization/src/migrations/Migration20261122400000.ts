import { Migration } from '@mikro-orm/migrations';
import { rowPolicySql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';

const SERVICE = 'organization';

/** Other services disclose people too, to whoever acts for a handler as well as to places, and tell who read of them. */
export class Migration20261122400000 extends Migration {
  override up(): void {
    const { app } = rolesOf(SERVICE);
    this.addSql(POSTS);
    this.addSql(rowPolicySql(SERVICE, 'directory_grid_post_holder', 'person = linli_viewer()'));
    this.addSql(`
      revoke insert, update on directory_grid_post_holder from ${app};
      create policy subject_reads on directory_grid_post_holder for select to ${app} using (person = linli_subject());
      create policy subject_leaves on directory_grid_post_holder for delete to ${app} using (person = linli_subject());
      create policy subject_reads on phone_search_hour for select to ${app} using (caller = linli_subject());
      create policy subject_leaves on phone_search_hour for delete to ${app} using (caller = linli_subject());`);
    this.addSql(DISCLOSURES);
    this.addSql(`
      revoke all on disclosing_source from ${app};
      alter policy viewer_reads on disclosure using (${SEES_DISCLOSURE});
      alter policy viewer_adds on disclosure with check (${CHANGES_DISCLOSURE});
      alter policy viewer_changes on disclosure using (${CHANGES_DISCLOSURE}) with check (${CHANGES_DISCLOSURE});`);
    this.addSql(ACCESS_RECORDS);
    this.addSql(`
      create policy request_adds_its_own on access_record as restrictive for insert to ${app}
        with check (origin = 'organization');`);
  }
}

/** Who holds which post of grid's, from its feed, so that whoever holds one acts for it. */
const POSTS = `
  create table directory_grid_post_holder (
    post uuid primary key,
    person uuid,
    starts_on date not null,
    ends_on date,
    version bigint not null
  );
  create index directory_grid_post_holder_person on directory_grid_post_holder (person);`;

/** The titles are those by which a viewer acts for an organisation (Viewer.actsFor). */
const DISCLOSURES = `
  alter table disclosure
    add column handlers uuid[] not null default '{}',
    add column origin text not null default 'organization',
    alter column territory drop not null,
    add check (to_public or territory is not null or cardinality(handlers) > 0);

  create table disclosing_source (
    origin text not null,
    source uuid not null,
    version bigint not null,
    primary key (origin, source)
  );

  create function linli_acts_for(handlers uuid[]) returns boolean language sql stable parallel safe
    return linli_holds(handlers, 'linli.units')
      or exists (
        select from directory_grid_post_holder held
        where held.person = linli_viewer() and held.post = any (handlers) and linli_runs(held.starts_on, held.ends_on))
      or exists (
        select from seat
        where seat.person = linli_viewer() and seat.organization = any (handlers)
          and seat.title in ('SECRETARY', 'DEPUTY_SECRETARY', 'DIRECTOR', 'DEPUTY_DIRECTOR', 'MANAGER')
          and linli_runs(seat.starts_on, seat.ends_on));
  create function linli_reaches(to_public boolean, territory text, handlers uuid[], starts_on date, ends_on date)
    returns boolean language sql stable parallel safe
    return linli_reaches(to_public, territory, starts_on, ends_on)
      or (handlers <> '{}' and linli_runs(starts_on, ends_on) and linli_acts_for(handlers));`;

const SEES_DISCLOSURE = `
  linli_reaches(to_public, territory, handlers, starts_on, ends_on) or linli_within(territory, 'linli.administers')`;

/** What another service disclosed, it alone takes back. */
const CHANGES_DISCLOSURE = `origin = 'organization' and linli_within(territory, 'linli.administers')`;

/** The reason of a read elsewhere stays with the service in which it was read. */
const ACCESS_RECORDS = `
  alter table access_record
    add column origin text not null default 'organization',
    drop constraint access_record_check,
    add check (purpose <> 'EMERGENCY' or reader_role = 'SELF' or reason is not null or origin <> 'organization');
  create index access_record_told on access_record (origin) where origin <> 'organization';`;
