import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { isId, newId } from '@linli/persistence/columns';
import { mayIn } from '@linli/subgraph/permissions';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { change, type Asking } from '../asking.js';
import { assertActiveUnit } from '../directory/known-units.js';
import {
  assertStands,
  findOrganizations,
  type StandingOrganization,
} from '../party-organization/require-organization.js';
import { permissions } from '../permissions.js';
import { discloseSeat, endDisclosures } from '../person/disclosure.js';
import { assertAdministeredPeople } from '../person/administered-people.js';
import { SeatRow } from './seat.entity.js';
import { SeatErrors } from './seat.errors.js';
import { seatEvent } from './seat.events.js';
import { refusalOfAppointment, refusalOfEnd } from './seat.rules.js';
import type { AppointInput } from './seat.type.js';

/** Seats: taken and ended by the officers of the organisation's area. Each gives the seat's id. */
export class SeatService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Seats a person. For as long as the seat lasts their mask is public, and their name known in the organisation's area. */
  appoint(input: AppointInput): Promise<string> {
    return change(this.#asking, 'appoint', input, async (unit) => {
      const organization = await this.#organizationFor(unit.em, input);
      assertStands(organization, this.#asking.today, 'input.partyOrganization');
      await assertAdministeredPeople(unit.em, [{ id: input.person, path: 'input.person' }]);
      const unitId = input.unit ?? null;
      if (unitId !== null) await assertActiveUnit(unit.em, unitId, 'input.unit');
      const seat = {
        id: newId(),
        person: input.person.toLowerCase(),
        organization: organization.id,
        area: organization.area,
        title: input.title,
        office: input.office?.trim() || null,
        concurrent: input.concurrent,
        unit: unitId,
        startsOn: input.startsOn,
        endsOn: input.endsOn ?? null,
      };
      const others = await unit.em.find(SeatRow, { organization: organization.id });
      const reason = refusalOfAppointment(seat, others);
      if (reason === 'SECRETARY_TAKEN') throw SeatErrors.secretaryTaken({ path: 'input.title' });
      if (reason === 'ALREADY_HELD') throw SeatErrors.alreadyHeld({ path: 'input.person' });
      if (reason !== null) throw SeatErrors.endsBeforeItStarts({ startsOn: input.startsOn, path: 'input.endsOn' });
      unit.em.create(SeatRow, seat);
      await unit.em.flush();
      await discloseSeat(unit.em, seat);
      unit.publish(seatEvent('SeatTaken', { ...seat, version: 1 }));
      unit.audit({ type: 'seat', id: seat.id, territory: seat.area });
      return seat.id;
    });
  }

  /** Ends a seat with a day, which is its last; what it discloses ends with it. */
  end(id: string, on: string): Promise<string> {
    return change(this.#asking, 'endSeat', { id, on }, async (unit) => {
      const seat = isId(id) ? await unit.em.findOne(SeatRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
      if (seat === null || !mayIn(permissions['Mutation.endSeat'], this.#asking.viewer, seat.area)) {
        throw RequestErrors.notFound({ path: 'id' });
      }
      const reason = refusalOfEnd(seat, on, this.#asking.today);
      if (reason === 'HAS_ENDED') throw SeatErrors.hasEnded({ endsOn: seat.endsOn });
      if (reason === 'NOT_LONGER') throw SeatErrors.notLonger({ endsOn: seat.endsOn, path: 'on' });
      if (reason !== null) throw SeatErrors.endsBeforeItStarts({ startsOn: seat.startsOn, path: 'on' });
      seat.endsOn = on;
      await unit.em.flush();
      await endDisclosures(unit.em, seat.id, on);
      unit.publish(seatEvent('SeatEnded', seat));
      unit.audit({ type: 'seat', id: seat.id, territory: seat.area });
      return seat.id;
    });
  }

  async #organizationFor(em: EntityManager, input: AppointInput): Promise<StandingOrganization> {
    const id = input.partyOrganization ?? '';
    const allows = (area: string) => mayIn(permissions['Mutation.appoint'], this.#asking.viewer, area);
    const organization = (await findOrganizations(em, [id], allows)).get(id.toLowerCase());
    if (organization === undefined) throw RequestErrors.unknownReference({ path: 'input.partyOrganization' });
    return organization;
  }
}
