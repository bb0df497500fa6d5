import { Migration } from '@mikro-orm/migrations';

/**
 * Micro-grids that fell apart have successors too. Of those that closed before, they are the grids that the buildings went to on that
 * day; other services are told.
 */
export class Migration20261122990000 extends Migration {
  override up(): void {
    this.addSql(`
      with succeeded as (
        insert into grid_lineage (predecessor, successor)
        select distinct grid.code, next.grid from grid
        join building_history as last on last.grid = grid.code and last.until = grid.closed_on
        join building_history as next on next.building = last.building and next.since = last.until
        where grid.kind = 'MICRO' and not exists (select from grid_lineage where predecessor = grid.code)
        returning predecessor, successor
      )
      insert into outbox (id, aggregatetype, aggregateid, type, payload, version, occurred_at)
      select gen_random_uuid(), 'gridLineage', predecessor, 'GridSucceeded',
        jsonb_build_object('grid', predecessor, 'successors', jsonb_agg(successor order by successor)), 1, now()
      from succeeded group by predecessor;`);
  }
}
