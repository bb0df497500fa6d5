import { Migration } from '@mikro-orm/migrations';
import { rolesOf } from '@linli/persistence/provision';

/** An import of posts finds people and holders, and adds holders; nothing else that the owner does sees or changes them. */
export class Migration20261122980000 extends Migration {
  override up(): void {
    const { owner } = rolesOf('grid');
    const isImport = `current_setting('linli.imports', true) = 'yes'`;
    this.addSql(`
      create policy owner_finds on directory_person for select to ${owner} using (${isImport});
      create policy owner_locks on directory_person for update to ${owner} using (${isImport}) with check (false);
      create policy owner_finds on grid_post_holder for select to ${owner} using (${isImport});
      create policy owner_adds on grid_post_holder for insert to ${owner} with check (${isImport});`);
  }
}
