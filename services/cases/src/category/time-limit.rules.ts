import { civilDayOf, endOfCivilDay, type CivilDay } from '@linli/domain/civil-time';

export enum TimeUnit {
  SAME_DAY = 'SAME_DAY',
  HOURS = 'HOURS',
  WORKING_DAYS = 'WORKING_DAYS',
}

export interface Limit {
  readonly amount: number;
  readonly unit: TimeUnit;
}

/** Gives the n-th working day after a day by the State Council's calendar; null where it does not know the year. */
export type WorkingDays = (after: CivilDay, count: number) => CivilDay | null;

const HOUR_MS = 3_600_000;

/**
 * The last instant of a limit that starts now: the end of the civil day in Beijing, so many hours later, or the end of the so
 * many-th working day, counted from the day after. Null where the calendar does not know a year on the way.
 */
export function dueAt(limit: Limit, from: Date, workingDays: WorkingDays): Date | null {
  switch (limit.unit) {
    case TimeUnit.SAME_DAY:
      return endOfCivilDay(civilDayOf(from));
    case TimeUnit.HOURS:
      return new Date(from.getTime() + limit.amount * HOUR_MS);
    case TimeUnit.WORKING_DAYS: {
      const day = workingDays(civilDayOf(from), limit.amount);
      return day === null ? null : endOfCivilDay(day);
    }
  }
}
