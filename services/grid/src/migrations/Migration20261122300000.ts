import { Migration } from '@mikro-orm/migrations';
import { auditChainSql } from '@linli/persistence/audit-tables';

/** The audit as a chain that shows whether it was changed behind its back. */
export class Migration20261122300000 extends Migration {
  override up(): void {
    this.addSql(auditChainSql('grid'));
  }
}
