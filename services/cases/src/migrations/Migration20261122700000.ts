import { Migration } from '@mikro-orm/migrations';

/** A report and the erasure of whoever makes it are held apart, however they meet: no case is left with a reporter who is erased. */
export class Migration20261122700000 extends Migration {
  override up(): void {
    this.addSql(SLOTS);
    this.addSql(REPORTS);
  }
}

/** People share the slots of a lock, so that an erasure of many takes few. */
const SLOTS = `
  create function erasure_slot(person uuid) returns integer language sql immutable parallel safe
    return hashtext(person::text) & 255;`;

/** Reading in the trigger sees what was committed while it waited for the lock, which the policy of the statement does not. */
const REPORTS = `
  create function keep_report_from_erasure() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock_shared(hashtext('erasure'), erasure_slot(new.reporter));
    if exists (select from directory_person known where known.id = new.reporter and known.erased) then
      raise insufficient_privilege using message = 'who is erased reports nothing';
    end if;
    return new;
  end $$;
  create trigger keep_report_from_erasure before insert on "case" for each row when (new.reporter is not null)
    execute function keep_report_from_erasure();`;
