/** Tells the time. Use cases are given one, so that a test can stand at any instant. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A day of the calendar, `YYYY-MM-DD`; the day in Beijing whenever it comes from an instant. */
export type CivilDay = string;

const BEIJING_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The civil day in Beijing at an instant. China has kept one zone without summer time since 1992. */
export function civilDayOf(instant: Date): CivilDay {
  return new Date(instant.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which a civil day starts in Beijing. */
export function startOfCivilDay(day: CivilDay): Date {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - BEIJING_OFFSET_MS);
}

/** The last millisecond of a civil day in Beijing. */
export function endOfCivilDay(day: CivilDay): Date {
  return new Date(startOfCivilDay(day).getTime() + DAY_MS - 1);
}

/** The civil day so many days later; earlier for a negative number. */
export function plusDays(day: CivilDay, days: number): CivilDay {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whether the text is a day that the calendar has, `YYYY-MM-DD`, from the year 1900 on. */
export function isCivilDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1900') return false;
  const parsed = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}
