import { Migration } from '@mikro-orm/migrations';
import { withinSql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';

const SERVICE = 'cases';

/**
 * Whom the viewer acts for is looked up once a statement, not once a case; places are compared within the query; and the newest
 * cases of a grid, its micro-grids among them, come from an index in their order: of a stored column, since a policy lets no function that
 * may leak go before it.
 */
export class Migration20261122950000 extends Migration {
  override up(): void {
    const { app } = rolesOf(SERVICE);
    this.addSql(withinSql);
    this.addSql(ACTING);
    this.addSql(`
      alter policy viewer_reads on "case" to ${app} using (${READABLE} or (not private and linli_within(territory, 'linli.resides')));
      alter table "case" add column grid text collate "C" generated always as (
        case when length(territory) >= 15 then left(territory, 15) end
      ) stored;
      create index case_newest_of_whole_grid on "case" (grid, reported_at desc, id desc) where grid is not null;`);
  }
}

/** The titles are those by which a viewer acts for an organisation (Viewer.actsFor). */
const ACTING = `
  create function linli_acting_for() returns uuid[] language sql stable parallel safe
    return coalesce(string_to_array(nullif(current_setting('linli.units', true), ''), ',')::uuid[], '{}') || array(
      select post from directory_grid_post_holder held
      where held.person = linli_viewer()
        and held.starts_on <= nullif(current_setting('linli.today', true), '')::date
        and (held.ends_on is null or held.ends_on >= nullif(current_setting('linli.today', true), '')::date)
      union all
      select seat.organization from directory_seat seat
      where seat.person = linli_viewer()
        and seat.title in ('SECRETARY', 'DEPUTY_SECRETARY', 'DIRECTOR', 'DEPUTY_DIRECTOR', 'MANAGER')
        and seat.starts_on <= nullif(current_setting('linli.today', true), '')::date
        and (seat.ends_on is null or seat.ends_on >= nullif(current_setting('linli.today', true), '')::date)
    );
  create or replace function linli_acts_for(handler_ids uuid[]) returns boolean language sql stable parallel safe
    return handler_ids && linli_acting_for();`;

const READABLE = `
  linli_within(territory, 'linli.reads') or coalesce(reporter = linli_viewer(), false)
  or handler_ids && (select linli_acting_for())`;
