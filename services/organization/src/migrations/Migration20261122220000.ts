import { Migration } from '@mikro-orm/migrations';
import { rolesOf } from '@linli/persistence/provision';

/** People are changed by themselves and their officers; who is erased, or copied out, is so in every table. */
export class Migration20261122220000 extends Migration {
  override up(): void {
    const { app } = rolesOf('organization');
    this.addSql(`
      create function linli_subject() returns uuid language sql stable parallel safe
        return nullif(current_setting('linli.subject', true), '')::uuid;
      create index person_erased on person (id) where erased_at is not null;
      alter table person add check ((record_key is null) = (erased_at is not null));
      alter table person add check (record_key is not null or (name is null and phone is null and address is null));
      drop policy viewer_changes on person;
      create policy own_or_administered_changes on person for update to ${app}
        using (${OWN_OR_ADMINISTERED}) with check (${OWN_OR_ADMINISTERED});`);
    for (const table of ['disclosure', 'party_membership', 'consent']) {
      this.addSql(`
        create policy subject_reads on ${table} for select to ${app} using (person = linli_subject());
        create policy subject_ends on ${table} for update to ${app}
          using (person = linli_subject()) with check (person = linli_subject());`);
    }
  }
}

const OWN_OR_ADMINISTERED = `id = linli_viewer() or linli_within(territory, 'linli.administers')`;
