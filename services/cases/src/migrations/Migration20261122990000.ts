import { Migration } from '@mikro-orm/migrations';
import { gridSuccessionSql } from '@linli/persistence/grid-succession';

/**
 * Open cases follow a grid that is closed to its successors, and nobody reports one into it at that moment. The lineage is read anew,
 * so that what stayed in closed grids before goes as well.
 */
export class Migration20261122990000 extends Migration {
  override up(): void {
    this.addSql(`delete from directory_grid_lineage;`);
    this.addSql(gridSuccessionSql);
    this.addSql(BUILDINGS);
    this.addSql(STEPS);
    this.addSql(REPORTS);
  }
}

/** came_from: the grid in which a building stood before. */
const BUILDINGS = `
  alter table directory_building add column came_from text collate "C";
  create index directory_building_grid on directory_building (grid);
  create index directory_building_came_from on directory_building (came_from) where came_from is not null;`;

const STEPS = `
  alter table case_event
    add column moved_from text collate "C",
    add column moved_to text collate "C",
    add check ((moved_from is null) = (moved_to is null));`;

/**
 * A use case that found its place before the grid or the building went on is tried again, and finds where they are now. What was
 * waited for is seen from the next statement on, so that the building is looked at in one of its own.
 */
const REPORTS = `
  create function keep_report_from_moving() returns trigger language plpgsql as $$
  declare
    has_gone boolean := grid_was_succeeded(new.territory);
  begin
    has_gone := has_gone or exists (
      select from directory_building known where known.id = new.building and known.grid <> new.territory
    );
    if has_gone then
      raise serialization_failure using message = 'the place went to another grid meanwhile';
    end if;
    return new;
  end $$;
  create trigger keep_report_from_moving before insert on "case" for each row execute function keep_report_from_moving();`;
