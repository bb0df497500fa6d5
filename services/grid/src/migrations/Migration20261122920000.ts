import { Migration } from '@mikro-orm/migrations';
import { rolesOf } from '@linli/persistence/provision';

/** Units, from volunteer's feed, so that a liaison comes from one that is there. */
export class Migration20261122920000 extends Migration {
  override up(): void {
    const { app } = rolesOf('grid');
    this.addSql(`
      create table directory_unit (
        id uuid primary key,
        status text not null,
        version bigint not null
      );
      revoke insert, update, delete on directory_unit from ${app};`);
  }
}
