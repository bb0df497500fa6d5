import { Migration } from '@mikro-orm/migrations';

/**
 * Resources that can be used in a grid follow it as units do, and none is offered in one that is closed at that moment. The lineage
 * is read anew, so that those that stayed behind follow as well.
 */
export class Migration20261122990100 extends Migration {
  override up(): void {
    this.addSql(`delete from directory_grid_lineage;`);
    this.addSql(OFFERS);
  }
}

/** The use case is tried again, and finds the grid closed. */
const OFFERS = `
  create function refuse_succeeded_territory() returns trigger language plpgsql as $$
  begin
    if exists (select from unnest(new.territories) as place (code) where length(code) > 12 and grid_was_succeeded(code)) then
      raise serialization_failure using message = 'a grid was closed meanwhile';
    end if;
    return new;
  end $$;
  create trigger refuse_succeeded_territory before insert on resource for each row
    execute function refuse_succeeded_territory();`;
