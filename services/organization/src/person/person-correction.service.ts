import { holdsRoleIn, OFFICERS } from '@linli/domain/viewer';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { change, type Asking } from '../asking.js';
import { assertKnownTerritories } from '../directory/known-places.js';
import { lockOwnOrAdministered } from './administered-person.js';
import { maskOf } from './mask.rules.js';
import { PersonErrors } from './person.errors.js';
import { personEvent } from './person.events.js';
import { correctionOf, faultIn, phoneDigits, type GivenCorrection } from './person.rules.js';

/** Corrections of what is kept of a person, by themselves or the officers of their territory. */
export class PersonCorrectionService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** What is not given stays; a blank phone or address is taken out. */
  correct(id: string, given: GivenCorrection & { territory: string | null }): Promise<string> {
    const correction = correctionOf(given);
    const fault = faultIn({ name: '–', phone: null, address: null, ...correction });
    if (fault !== null) throw PersonErrors.notKeepable({ path: fault });
    return change(this.#asking, 'correctPerson', this.#asking.inputDigest.of({ id, ...given }), async (unit) => {
      const person = await lockOwnOrAdministered(unit, this.#asking, id);
      if (person.recordKey === null) throw PersonErrors.erased({ path: 'id' });
      const territory = given.territory ?? person.territory;
      if (territory !== person.territory) {
        await assertKnownTerritories(unit.em, [{ code: territory, path: 'territory' }]);
        const own = person.id === this.#asking.viewer.person;
        if (!own && !holdsRoleIn(this.#asking.viewer, OFFICERS, territory)) {
          throw RequestErrors.unknownReference({ path: 'territory' });
        }
      }
      const { envelope } = this.#asking;
      const key = envelope.recordKey(person.id, Buffer.from(person.recordKey));
      const sealed = (field: string, text: string | null) =>
        text === null ? null : envelope.seal(key, { table: 'person', id: person.id, field }, text);
      if (correction.name !== undefined) {
        person.name = sealed('name', correction.name);
        person.mask = maskOf(correction.name);
      }
      if (correction.phone !== undefined) {
        const { phone } = correction;
        person.phone = sealed('phone', phone);
        person.phoneIndex = phone === null ? null : this.#asking.inputDigest.phoneIndex(phoneDigits(phone));
      }
      if (correction.address !== undefined) person.address = sealed('address', correction.address);
      person.territory = territory;
      const { version } = person;
      await unit.em.flush();
      if (person.version > version) unit.publish(personEvent('PersonCorrected', person));
      unit.audit({ type: 'person', id: person.id, territory });
      return person.id;
    });
  }
}
