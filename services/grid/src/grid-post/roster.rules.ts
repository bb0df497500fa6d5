import { plusDays, type CivilDay } from '@linli/domain/civil-time';

/** A roster that was put up on paper is entered within so many days. */
const DAYS_TO_ENTER = 30;

/** The first day that a roster entered today can have been put up on. */
export function earliestRosterDay(today: CivilDay): CivilDay {
  return plusDays(today, -DAYS_TO_ENTER);
}

/** Whether a post goes onto the roster of a day: one that is up already stays as it was, one that is yet to come is brought forward. */
export function goesOntoRoster(publicisedOn: CivilDay | null, on: CivilDay, today: CivilDay): boolean {
  return publicisedOn === null || (publicisedOn > today && publicisedOn > on);
}
