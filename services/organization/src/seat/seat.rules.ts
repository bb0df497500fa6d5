import type { CivilDay } from '@linli/domain/civil-time';

export enum SeatTitle {
  SECRETARY = 'SECRETARY',
  DEPUTY_SECRETARY = 'DEPUTY_SECRETARY',
  COMMITTEE_MEMBER = 'COMMITTEE_MEMBER',
  GROUP_LEADER = 'GROUP_LEADER',
  HOUSEHOLD_HEAD = 'HOUSEHOLD_HEAD',
  DIRECTOR = 'DIRECTOR',
  DEPUTY_DIRECTOR = 'DEPUTY_DIRECTOR',
  OWNER_REPRESENTATIVE = 'OWNER_REPRESENTATIVE',
  RESIDENT_REPRESENTATIVE = 'RESIDENT_REPRESENTATIVE',
  BACKBONE = 'BACKBONE',
  MEDIATOR = 'MEDIATOR',
  MANAGER = 'MANAGER',
  MEMBER = 'MEMBER',
}

/** Whoever holds one of these acts for the organisation. */
export const ACTING_TITLES: readonly SeatTitle[] = [
  SeatTitle.SECRETARY,
  SeatTitle.DEPUTY_SECRETARY,
  SeatTitle.DIRECTOR,
  SeatTitle.DEPUTY_DIRECTOR,
  SeatTitle.MANAGER,
];

/** Days from the first to the last, both included; without a last day it lasts. */
export interface Term {
  readonly startsOn: CivilDay;
  readonly endsOn: CivilDay | null;
}

export interface HeldSeat extends Term {
  readonly person: string;
  readonly title: SeatTitle;
}

export type AppointmentRefusal = 'ENDS_BEFORE_IT_STARTS' | 'SECRETARY_TAKEN' | 'ALREADY_HELD';

/** Why a seat may not be taken beside those of the same organisation; null where it may. One person may hold two offices (一肩挑). */
export function refusalOfAppointment(seat: HeldSeat, others: readonly HeldSeat[]): AppointmentRefusal | null {
  if (seat.endsOn !== null && seat.endsOn < seat.startsOn) return 'ENDS_BEFORE_IT_STARTS';
  const alike = others.filter((other) => other.title === seat.title && overlap(other, seat));
  if (alike.some((other) => other.person === seat.person)) return 'ALREADY_HELD';
  return seat.title === SeatTitle.SECRETARY && alike.length > 0 ? 'SECRETARY_TAKEN' : null;
}

export type EndRefusal = 'ENDS_BEFORE_IT_STARTS' | 'HAS_ENDED' | 'NOT_LONGER';

/** Why a seat may not end with a day, which would be its last; null where it may. An end only ever comes earlier. */
export function refusalOfEnd(seat: Term, endsOn: CivilDay, today: CivilDay): EndRefusal | null {
  if (seat.endsOn !== null && seat.endsOn < today) return 'HAS_ENDED';
  if (endsOn < seat.startsOn) return 'ENDS_BEFORE_IT_STARTS';
  return seat.endsOn !== null && endsOn > seat.endsOn ? 'NOT_LONGER' : null;
}

/** Whether a term holds a day. */
export function holdsOn({ startsOn, endsOn }: Term, day: CivilDay): boolean {
  return startsOn <= day && (endsOn === null || endsOn >= day);
}

function overlap(a: Term, b: Term): boolean {
  return (a.endsOn === null || a.endsOn >= b.startsOn) && (b.endsOn === null || b.endsOn >= a.startsOn);
}
