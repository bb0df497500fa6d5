import { describe, expect, it } from '@jest/globals';
import { dueAt, TimeUnit, type WorkingDays } from './time-limit.rules.js';
import { stateCouncilWorkingDays } from './working-days.js';

/** A calendar of one week: Monday to Thursday of 2026-11-23, and no more is known. */
const FOUR_DAYS = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'];
const fourDays: WorkingDays = (after, count) => FOUR_DAYS.filter((day) => day > after)[count - 1] ?? null;

const due = (amount: number, unit: TimeUnit, from: string, calendar: WorkingDays = fourDays): string | null =>
  dueAt({ amount, unit }, new Date(from), calendar)?.toISOString() ?? null;

describe('a limit', () => {
  it('of the same day ends with the civil day in Beijing', () => {
    expect(due(1, TimeUnit.SAME_DAY, '2026-11-20T02:00:00Z')).toBe('2026-11-20T15:59:59.999Z');
  });

  it('of the same day from one minute before midnight is one minute', () => {
    expect(due(1, TimeUnit.SAME_DAY, '2026-11-20T15:59:00Z')).toBe('2026-11-20T15:59:59.999Z');
    expect(due(1, TimeUnit.SAME_DAY, '2026-11-20T16:00:00Z')).toBe('2026-11-21T15:59:59.999Z');
  });

  it('of hours runs through nights and holidays', () => {
    expect(due(48, TimeUnit.HOURS, '2026-11-20T15:30:00Z')).toBe('2026-11-22T15:30:00.000Z');
  });

  it('of working days counts from the day after and ends with the last of them', () => {
    expect(due(1, TimeUnit.WORKING_DAYS, '2026-11-20T02:00:00Z')).toBe('2026-11-23T15:59:59.999Z');
    expect(due(3, TimeUnit.WORKING_DAYS, '2026-11-23T02:00:00Z')).toBe('2026-11-26T15:59:59.999Z');
  });

  it('of working days that starts late in the evening counts from the day in Beijing', () => {
    expect(due(1, TimeUnit.WORKING_DAYS, '2026-11-23T16:00:00Z')).toBe('2026-11-25T15:59:59.999Z');
  });

  it('of working days beyond what the calendar knows is not known', () => {
    expect(due(4, TimeUnit.WORKING_DAYS, '2026-11-23T02:00:00Z')).toBeNull();
  });
});

describe("the State Council's calendar", () => {
  it.each([
    ['a weekend is passed over', '2026-11-20', 1, '2026-11-23'],
    ['the Saturday before Spring Festival is worked', '2026-02-13', 1, '2026-02-14'],
    ['Spring Festival is passed over', '2026-02-14', 1, '2026-02-24'],
    ['the Saturday after Spring Festival is worked', '2026-02-27', 1, '2026-02-28'],
    ['ten working days from before Spring Festival end in March', '2026-02-11', 10, '2026-03-03'],
    ['the Sunday after New Year is worked', '2026-01-01', 1, '2026-01-04'],
    ['National Day is passed over', '2026-09-30', 1, '2026-10-08'],
    ['the Saturday after National Day is worked', '2026-10-09', 1, '2026-10-10'],
    ['a year that is known leads into the next one that is', '2025-12-31', 1, '2026-01-04'],
  ])('%s: %s and %d working days', (_, after, count, day) => {
    expect(stateCouncilWorkingDays(after, count)).toBe(day);
  });

  it('does not know a year that was not published', () => {
    expect(stateCouncilWorkingDays('2098-06-01', 1)).toBeNull();
  });

  it('gives no limit that ends in such a year, not even from a year that is known', () => {
    expect(stateCouncilWorkingDays('2026-11-20', 20_000)).toBeNull();
    expect(due(20_000, TimeUnit.WORKING_DAYS, '2026-11-20T02:00:00Z', stateCouncilWorkingDays)).toBeNull();
  });
});
