import { Migration } from '@mikro-orm/migrations';
import { insertOnlySql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';

const SERVICE = 'organization';

/** What access tokens lost before they ended of themselves: only added to, and read by the worker alone. */
export class Migration20261122500000 extends Migration {
  override up(): void {
    this.addSql(`
      create table token_revocation (
        id uuid primary key,
        subject text not null,
        territory text collate "C" check (territory ~ '^[0-9]+$'),
        unit uuid,
        at timestamptz(3) not null,
        by_person uuid,
        by_account text,
        check (territory is null or unit is null),
        check (by_person is not null or by_account is not null)
      );
      create index token_revocation_at on token_revocation (at);`);
    this.addSql(insertOnlySql(SERVICE, 'token_revocation'));
    this.addSql(`revoke select on token_revocation from ${rolesOf(SERVICE).app};`);
  }
}
