import { Migration } from '@mikro-orm/migrations';
import { rolesOf } from '@linli/persistence/provision';

/** Which grids succeeded which, from grid's feed, so that a role for a closed grid is read as its successors'. */
export class Migration20261122980000 extends Migration {
  override up(): void {
    const { app } = rolesOf('organization');
    this.addSql(`
      create table directory_grid_lineage (
        predecessor text collate "C" not null,
        successor text collate "C" not null,
        primary key (predecessor, successor)
      );
      revoke insert, update, delete on directory_grid_lineage from ${app};`);
  }
}
