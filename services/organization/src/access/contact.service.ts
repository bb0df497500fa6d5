import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { Refusal } from '@linli/domain/refusal';
import { withSession } from '@linli/persistence/session-context';
import { RequestErrors } from '@linli/subgraph/request.errors';
import type { Asking } from '../asking.js';
import { ByArguments } from '../reading.js';
import { recordAccesses, type Access } from './access-record.js';
import type { AccessPurpose } from './access-purpose.rules.js';
import { AccessErrors } from './access.errors.js';
import { refusalOfContact, type ContactRefusal } from './contact.rules.js';
import { CONTACT_READERS, readingAs } from './reader.rules.js';

/** How a person is called and reached, in the clear. */
export interface ContactData {
  readonly name: string;
  readonly phone: string | null;
  readonly address: string | null;
}

interface SealedContact {
  readonly id: string;
  readonly territory: string;
  readonly name: Buffer;
  readonly phone: Buffer | null;
  readonly address: Buffer | null;
  readonly recordKey: Buffer;
  readonly consented: boolean;
}

interface Wanted {
  readonly purpose: AccessPurpose;
  readonly reason: string | null;
}

/**
 * Reads contact data in the clear, each read with its record in one transaction. People who are asked for alike are read together;
 * of those whom the viewer may not read each is refused apart.
 */
export class ContactService {
  readonly #asking: Asking;
  readonly #readers = new ByArguments(
    (wanted: Wanted) => new DataLoader<string, ContactData | null>((people) => this.#read(people, wanted)),
  );

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Null for a person who is erased. */
  read(person: string, purpose: AccessPurpose, reason: string | null): Promise<ContactData | null> {
    return this.#readers.for({ purpose, reason: reason?.trim() || null }).load(person);
  }

  #read(people: readonly string[], wanted: Wanted): Promise<(ContactData | Refusal | null)[]> {
    const { database, actor } = this.#asking;
    return withSession(database, actor.settings, async (em) => {
      const { rows } = await sql<SealedContact>`
        select p.id, p.territory, p.name, p.phone, p.address, p.record_key as "recordKey",
          exists (
            select from consent c where c.person = p.id and c.purpose = ${wanted.purpose} and c.withdrawn_at is null
          ) as consented
        from person p where p.id = any(${[...people]}::uuid[]) and p.record_key is not null`.execute(em.getKysely());
      const decided = rows.map((sealed) => ({ sealed, decision: this.#decide(sealed, wanted) }));
      const accesses = decided.flatMap(({ decision }) => ('refusal' in decision ? [] : [decision]));
      await recordAccesses(em, this.#asking, accesses);
      const answers = new Map(
        decided.map(({ sealed, decision }) => [
          sealed.id,
          'refusal' in decision ? decision.refusal : this.#open(sealed, decision.key),
        ]),
      );
      return people.map((person) => answers.get(person) ?? null);
    });
  }

  #decide(sealed: SealedContact, wanted: Wanted): Access | { refusal: Refusal } {
    const as = readingAs(this.#asking.viewer, sealed, CONTACT_READERS);
    const reason = refusalOfContact({ as, ...wanted, consented: sealed.consented });
    if (reason !== null || as === null) return { refusal: refusalFor(reason ?? 'NO_ROLE', wanted.purpose) };
    const fields = (['name', 'phone', 'address'] as const).filter((field) => sealed[field] !== null);
    const key = this.#asking.envelope.recordKey(sealed.id, sealed.recordKey);
    return { person: sealed.id, territory: sealed.territory, key, as, ...wanted, fields };
  }

  #open({ id, name, phone, address }: SealedContact, key: Buffer): ContactData {
    const open = (field: keyof ContactData, sealed: Buffer) =>
      this.#asking.envelope.open(key, { table: 'person', id, field }, sealed);
    return {
      name: open('name', name),
      phone: phone === null ? null : open('phone', phone),
      address: address === null ? null : open('address', address),
    };
  }
}

function refusalFor(reason: ContactRefusal, purpose: AccessPurpose): Refusal {
  switch (reason) {
    case 'NO_ROLE':
      return RequestErrors.forbidden({ allowed: [...CONTACT_READERS] });
    case 'NO_REASON':
      return AccessErrors.emergencyWithoutReason({ path: 'reason' });
    case 'REASON_TOO_LONG':
      return RequestErrors.outOfBounds({ path: 'reason', constraint: '≤ 200' });
    case 'NO_CONSENT':
      return AccessErrors.withoutConsent({ purpose });
  }
}
