import { Migration } from '@mikro-orm/migrations';
import { rowPolicySql } from '@linli/persistence/base-tables';

const SERVICE = 'organization';

/** People are listed by territory and found by phone number: 20 bits of a keyed digest, so that many numbers share each. */
export class Migration20261122230000 extends Migration {
  override up(): void {
    this.addSql(`
      alter table person add column phone_index integer check (phone_index between 0 and 1048575);
      alter table person add check (phone is not null or phone_index is null);
      create index person_phone_index on person (phone_index) where phone_index is not null;
      create index person_territory on person (territory, id);

      create table phone_search_hour (
        caller uuid primary key,
        since timestamptz(3) not null,
        searches integer not null check (searches > 0)
      );`);
    this.addSql(rowPolicySql(SERVICE, 'phone_search_hour', 'caller = linli_viewer()'));
  }
}
