import { Migration } from '@mikro-orm/migrations';
import { auditAccountSql } from '@linli/persistence/audit-tables';

/** The audit names the accounts of callers who are no person. */
export class Migration20261122600000 extends Migration {
  override up(): void {
    this.addSql(auditAccountSql('organization'));
  }
}
