import chineseDays from 'chinese-days';
import { plusDays } from '@linli/domain/civil-time';
import type { WorkingDays } from './time-limit.rules.js';

/** Working days of the State Council's calendar. A year that is not published yet is unknown, not an ordinary one. */
export const stateCouncilWorkingDays: WorkingDays = (after, count) => {
  let day = after;
  for (let found = 0; found < count;) {
    day = plusDays(day, 1);
    if (!isPublished(day.slice(0, 4))) return null;
    if (chineseDays.isWorkday(day)) found += 1;
  }
  return day;
};

const published = new Map<string, boolean>();

function isPublished(year: string): boolean {
  const known =
    published.get(year) ?? chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0;
  published.set(year, known);
  return known;
}
