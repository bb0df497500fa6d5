import { Migration } from '@mikro-orm/migrations';

/** Nothing is added to a person who is erased at the same moment: the use case is tried again, and then refuses them. */
export class Migration20261122700000 extends Migration {
  override up(): void {
    this.addSql(CHECK);
    for (const table of ['seat', 'party_membership', 'consent']) {
      this.addSql(`
        create trigger refuse_the_erased after insert on ${table} referencing new table as added
          for each statement execute function refuse_the_erased();`);
    }
  }
}

/**
 * The rows wait for an erasure by their reference to the person, which is looked at before this; here its outcome is seen, which the
 * statement that added them could not see.
 */
const CHECK = `
  create function refuse_the_erased() returns trigger language plpgsql as $$
  begin
    if exists (select from person where id in (select added.person from added) and erased_at is not null) then
      raise serialization_failure using message = 'the person was erased meanwhile';
    end if;
    return null;
  end $$;`;
