import { sql } from 'kysely';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { change, type Asking } from '../asking.js';
import { SeatRow } from '../seat/seat.entity.js';
import { seatEvent } from '../seat/seat.events.js';
import { revoke } from '../token-revocation/revoke.js';
import { lockOwnOrAdministered } from './administered-person.js';
import { ERASED_MASK } from './mask.rules.js';
import { personEvent } from './person.events.js';
import { readWhole } from './whole-person.js';

/** The right to deletion: by the person, or by the officers of their territory whom they ask. */
export class PersonErasureService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /**
   * Drops the person's key with all that it sealed. Seats and membership end with today and stay as the history of nobody, as do
   * the access records, whose reasons nobody opens any more. Their tokens count no longer. Someone erased already stays so.
   */
  erase(id: string): Promise<string> {
    return change(this.#asking, 'erasePerson', { id }, async (unit) => {
      const person = await lockOwnOrAdministered(unit, this.#asking, id);
      if (person.erasedAt !== null) return person.id;
      Object.assign(person, { name: null, phone: null, phoneIndex: null, address: null, recordKey: null });
      person.mask = ERASED_MASK;
      person.erasedAt = unit.now;
      await unit.em.flush();
      await readWhole(unit.em, person.id);
      await this.#endSeats(unit, person.id);
      await this.#endTheRest(unit, person.id);
      await this.#forget(unit, person.id);
      unit.publish(personEvent('PersonErased', person));
      unit.audit({ type: 'person', id: person.id, territory: person.territory });
      await revoke(unit, this.#asking.viewer, { subject: person.id, territory: null, unit: null });
      return person.id;
    });
  }

  async #endSeats(unit: UnitOfWork, person: string): Promise<void> {
    const { today } = this.#asking;
    const seats = await unit.em.find(SeatRow, { person, $or: [{ endsOn: null }, { endsOn: { $gt: today } }] });
    for (const seat of seats) seat.endsOn = seat.startsOn > today ? seat.startsOn : today;
    await unit.em.flush();
    for (const seat of seats) unit.publish(seatEvent('SeatEnded', seat));
  }

  /** The keys of their own changes go, that of this one too: whoever asks again finds them erased. */
  async #forget({ em }: UnitOfWork, person: string): Promise<void> {
    await sql`delete from idempotency_key where caller = ${person}`.execute(em.getKysely());
    await sql`delete from phone_search_hour where caller = ${person}`.execute(em.getKysely());
    await sql`delete from directory_grid_post_holder where person = ${person}`.execute(em.getKysely());
  }

  /** A seat of days to come ends with its first, and what it discloses with it. */
  async #endTheRest({ em, now }: UnitOfWork, person: string): Promise<void> {
    const { today } = this.#asking;
    await sql`
      update disclosure set ends_on = greatest(starts_on, ${today}::date)
      where person = ${person} and (ends_on is null or ends_on > ${today}::date)`.execute(em.getKysely());
    await sql`
      update party_membership
      set left_on = coalesce(left_on, greatest(joined_on, ${today}::date)), publicly_displayed = false, version = version + 1
      where person = ${person}`.execute(em.getKysely());
    await sql`update consent set withdrawn_at = ${now} where person = ${person} and withdrawn_at is null`.execute(
      em.getKysely(),
    );
  }
}
