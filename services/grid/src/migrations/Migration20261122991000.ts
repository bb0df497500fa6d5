import { Migration } from '@mikro-orm/migrations';

/** A post that is called off before it begins ends on the day before its first, and keeps nobody from leading the grid. */
export class Migration20261122991000 extends Migration {
  override up(): void {
    this.addSql(`
      alter table grid_post
        drop constraint grid_post_check1,
        add constraint held_or_called_off check (ends_on >= starts_on - 1),
        drop constraint one_leader_of_a_grid_at_a_time,
        add constraint one_leader_of_a_grid_at_a_time
          exclude using gist (territory with =, daterange(starts_on, ends_on + 1) with &&) where (role = 'GRID_LEADER');`);
  }
}
