import { sql } from 'kysely';
import { civilDayOf, type Clock } from '@linli/domain/civil-time';
import type { SnapshotSource } from '@linli/events/feed';
import { factsOf } from './party-organization/party-organization.facts.js';
import { PersonRow } from './person/person.entity.js';
import { personPayload } from './person/person.events.js';
import { SeatRow } from './seat/seat.entity.js';
import { seatPayload } from './seat/seat.events.js';
import { recentRevocations } from './token-revocation/recent-revocations.js';

/**
 * The current facts of organization: for services that keep a directory of who stands for what, of people no more than their ids, who
 * looks after them and who is erased; for the gateways what tokens lost.
 */
export function snapshotSources(clock: Clock): readonly SnapshotSource[] {
  return [
    {
      kind: 'partyOrganization',
      async page(em, after, limit) {
        const condition = after === null ? sql`true` : sql`o.id > ${after}::uuid`;
        const facts = await factsOf(em, condition, civilDayOf(clock.now()), limit);
        return facts.map(({ version, ...payload }) => ({ key: payload.id, version, payload }));
      },
    },
    {
      kind: 'seat',
      async page(em, after, limit) {
        const where = after === null ? {} : { id: { $gt: after } };
        const seats = await em.find(SeatRow, where, { orderBy: { id: 'asc' }, limit });
        return seats.map((seat) => ({ key: seat.id, version: seat.version, payload: seatPayload(seat) }));
      },
    },
    {
      kind: 'person',
      async page(em, after, limit) {
        const people = await em.find(PersonRow, after === null ? {} : { id: { $gt: after } }, {
          fields: ['id', 'territory', 'erasedAt', 'version'],
          orderBy: { id: 'asc' },
          limit,
        });
        return people.map((person) => ({ key: person.id, version: person.version, payload: personPayload(person) }));
      },
    },
    recentRevocations(clock),
  ];
}
