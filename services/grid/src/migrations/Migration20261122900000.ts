import { Migration } from '@mikro-orm/migrations';
import { rolesOf } from '@linli/persistence/provision';

/**
 * Areas are found by any part of their name, and by the names that they had. Names are indexed by the characters in them: most
 * searches are for two, and of two there is no trigram. `area_by_name` is the order of what is found, which a search for a frequent
 * character walks until its page is full. Former names outlive the area itself, whose code may come back.
 */
export class Migration20261122900000 extends Migration {
  override up(): void {
    const { app, worker } = rolesOf('grid');
    this.addSql(`
      create index area_characters on area using gin (string_to_array(name, null));
      create index area_by_name on area (name collate natural_order, code);
      create table area_former_name (
        code text collate "C" not null,
        name text not null check (char_length(name) between 1 and 100),
        until_import integer not null,
        primary key (code, name)
      );
      create index area_former_name_characters on area_former_name using gin (string_to_array(name, null));
      revoke insert, update, delete on area_former_name from ${app}, ${worker};`);
  }
}
