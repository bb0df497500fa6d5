import { Migration } from '@mikro-orm/migrations';
import { baseTablesSql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';
import { DIRECTORY_TABLES } from './first/directory-tables.js';
import { OFFER_TABLES } from './first/offer-tables.js';
import { UNIT_TABLES } from './first/unit-tables.js';

const SERVICE = 'volunteer';

/** The directory of places; units with their communities and grids; agreements; resources and their claims. None of it is about a person. */
export class Migration20261122000000 extends Migration {
  override up(): void {
    const { app, worker } = rolesOf(SERVICE);
    this.addSql(baseTablesSql(SERVICE));
    this.addSql(DIRECTORY_TABLES);
    this.addSql(UNIT_TABLES);
    this.addSql(OFFER_TABLES);
    this.addSql(`
      revoke insert, update, delete on directory_area, directory_grid from ${app};
      revoke delete on unit, unit_community, unit_grid, agreement, agreement_resource, resource, claim from ${app}, ${worker};`);
  }
}
