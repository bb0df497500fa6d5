import { sql } from 'kysely';
import { isId, newId } from '@linli/persistence/columns';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { WITHOUT_CONSENT, type AccessPurpose } from '../access/access-purpose.rules.js';
import { change, type Asking } from '../asking.js';
import { ConsentErrors } from './consent.errors.js';

/** Consents of people to the reading of their contact data: their own choice, kept with its history. Each gives the person's id. */
export class ConsentService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Consent that stands already stands on from when it was first given. */
  give(person: string, purpose: AccessPurpose): Promise<string> {
    if (WITHOUT_CONSENT.includes(purpose)) throw ConsentErrors.nothingToConsentTo({ path: 'purpose' });
    return change(this.#asking, 'giveConsent', { person, purpose }, async (unit) => {
      const { id, territory } = await this.#ownPerson(unit, person);
      await sql`
        insert into consent (id, person, purpose, given_at) values (${newId()}, ${id}, ${purpose}, ${unit.now})
        on conflict (person, purpose) where withdrawn_at is null do nothing`.execute(unit.em.getKysely());
      unit.audit({ type: 'person', id, territory });
      return id;
    });
  }

  /** From now on nobody reads for the purpose; where there is no consent, nothing changes. */
  withdraw(person: string, purpose: AccessPurpose): Promise<string> {
    return change(this.#asking, 'withdrawConsent', { person, purpose }, async (unit) => {
      const { id, territory } = await this.#ownPerson(unit, person);
      await sql`
        update consent set withdrawn_at = ${unit.now}
        where person = ${id} and purpose = ${purpose} and withdrawn_at is null`.execute(unit.em.getKysely());
      unit.audit({ type: 'person', id, territory });
      return id;
    });
  }

  /** The viewer's own person, who is there; whoever else the viewer may see is not theirs to decide for. */
  async #ownPerson({ em }: UnitOfWork, person: string): Promise<{ id: string; territory: string }> {
    const { rows } = isId(person)
      ? await sql<{ id: string; territory: string }>`
          select id, territory from person where id = ${person} and erased_at is null`.execute(em.getKysely())
      : { rows: [] };
    const [found] = rows;
    if (found === undefined) throw RequestErrors.notFound({ path: 'person' });
    if (found.id !== this.#asking.viewer.person) throw ConsentErrors.ownChoice();
    return found;
  }
}
