import { Migration } from '@mikro-orm/migrations';
import { gridSuccessionSql } from '@linli/persistence/grid-succession';

/**
 * Organisations that cover a grid follow it to its successors when it is closed, and none begins to cover it at that moment. The
 * lineage is read anew, so that what stayed with closed grids before follows as well.
 */
export class Migration20261122990000 extends Migration {
  override up(): void {
    this.addSql(`delete from directory_grid_lineage;`);
    this.addSql(gridSuccessionSql);
    this.addSql(COVERAGE);
  }
}

/** The use case is tried again, and finds the grid closed. */
const COVERAGE = `
  create function refuse_succeeded_grid() returns trigger language plpgsql as $$
  begin
    if grid_was_succeeded(new.grid) then
      if new.ends_on is null or new.ends_on >= (select closed_on from directory_grid where code = new.grid) then
        raise serialization_failure using message = 'the grid was closed meanwhile';
      end if;
    end if;
    return new;
  end $$;
  create trigger refuse_succeeded_grid before insert on organization_grid for each row
    execute function refuse_succeeded_grid();`;
