import { Migration } from '@mikro-orm/migrations';
import { rolesOf } from '@linli/persistence/provision';

/**
 * What stood where on a day, so that coverage can be asked as it was. The database itself writes down each building's grid and
 * households, so that no path can forget it; of what a building was before it was entered, or before this migration, nothing is
 * known and nothing is made up. A day's last state is the day's: what was changed again on the same day leaves no trace.
 */
export class Migration20261122910000 extends Migration {
  override up(): void {
    const { app, worker } = rolesOf('grid');
    this.addSql(`
      create function entered_today() returns date language sql stable parallel safe
        return coalesce(linli_today(), (now() at time zone 'Asia/Shanghai')::date);

      create table building_history (
        building uuid not null references building on delete cascade,
        grid text collate "C" not null references grid,
        households integer,
        since date not null,
        until date check (until > since),
        primary key (building, since)
      );
      create index building_history_of_grid on building_history (grid, since);
      insert into building_history (building, grid, households, since)
        select id, grid, households, entered_today() from building;

      alter table compound add column entered_on date not null default entered_today();
      revoke insert, update, delete on building_history from ${app}, ${worker};`);
    this.addSql(HISTORY_TRIGGERS);
  }
}

/** `until` is the first day of the next state. The last state never begins before the one that it follows, whatever a clock says. */
const HISTORY_TRIGGERS = `
  create function remember_building_insert() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    insert into building_history (building, grid, households, since)
    select id, grid, households, entered_today() from added order by id;
    return null;
  end $$;
  create trigger remember_insert after insert on building referencing new table as added
    for each statement execute function remember_building_insert();

  create function remember_building_update() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    with changed as (
      select added.id, added.grid, added.households, last.since, greatest(last.since, entered_today()) as day
      from added join removed using (id)
      join building_history as last on last.building = added.id and last.until is null
      where (added.grid, added.households) is distinct from (removed.grid, removed.households)
    ), ended as (
      update building_history as last set until = changed.day from changed
      where last.building = changed.id and last.since = changed.since and changed.since < changed.day
    )
    insert into building_history as kept (building, grid, households, since)
    select id, grid, households, day from changed order by id
    on conflict (building, since) do update set grid = excluded.grid, households = excluded.households;
    return null;
  end $$;
  create trigger remember_update after update on building referencing old table as removed new table as added
    for each statement execute function remember_building_update();`;
