import { Migration } from '@mikro-orm/migrations';
import { gridSuccessionSql } from '@linli/persistence/grid-succession';
import { rolesOf } from '@linli/persistence/provision';

/**
 * Which grids succeeded which, from grid's feed: a role for a closed grid is read as its successors', and units that were drawn into
 * one follow it there; none is drawn into it at that moment.
 */
export class Migration20261122990000 extends Migration {
  override up(): void {
    const { app, worker } = rolesOf('volunteer');
    this.addSql(`
      create table directory_grid_lineage (
        predecessor text collate "C" not null,
        successor text collate "C" not null,
        primary key (predecessor, successor)
      );
      revoke insert, update, delete on directory_grid_lineage from ${app};
      grant delete on unit_grid to ${worker};`);
    this.addSql(gridSuccessionSql);
    this.addSql(DRAWS);
  }
}

/** The use case is tried again, and finds the grid closed. */
const DRAWS = `
  create function refuse_succeeded_grid() returns trigger language plpgsql as $$
  begin
    if grid_was_succeeded(new.grid) then
      raise serialization_failure using message = 'the grid was closed meanwhile';
    end if;
    return new;
  end $$;
  create trigger refuse_succeeded_grid before insert on unit_grid for each row execute function refuse_succeeded_grid();`;
