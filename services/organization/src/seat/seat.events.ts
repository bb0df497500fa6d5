import type { DomainEvent } from '@linli/domain/domain-event';

/** What other services know of a seat; of who holds it the id alone. */
export interface SeatFact {
  readonly id: string;
  readonly organization: string;
  readonly person: string;
  readonly title: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly area: string;
}

export function seatEvent(type: 'SeatTaken' | 'SeatEnded', seat: SeatFact & { readonly version: number }): DomainEvent {
  return { type, aggregateType: 'seat', aggregateId: seat.id, version: seat.version, payload: seatPayload(seat) };
}

export function seatPayload({ id, organization, person, title, startsOn, endsOn, area }: SeatFact) {
  return { id, organization, person, title, startsOn, endsOn, area };
}
