import { Migration } from '@mikro-orm/migrations';
import { withinSql } from '@linli/persistence/base-tables';

/** Row policies compare places within the query that they guard. */
export class Migration20261122950000 extends Migration {
  override up(): void {
    this.addSql(withinSql);
  }
}
