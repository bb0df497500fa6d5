import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDayOf, endOfCivilDay, isCivilDay, plusDays, startOfCivilDay } from './civil-time.js';

const instant = fc.date({
  min: new Date('1993-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
});

describe('a civil day', () => {
  it('starts and ends at midnight in Beijing', () => {
    expect(startOfCivilDay('2026-07-01').toISOString()).toBe('2026-06-30T16:00:00.000Z');
    expect(endOfCivilDay('2026-07-01').toISOString()).toBe('2026-07-01T15:59:59.999Z');
  });

  it.each([
    ['2026-06-30T15:59:59.999Z', '2026-06-30'],
    ['2026-06-30T16:00:00.000Z', '2026-07-01'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01'],
  ])('of %s is %s', (at, day) => {
    expect(civilDayOf(new Date(at))).toBe(day);
  });

  it('holds every instant that it is the day of', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const day = civilDayOf(at);
        expect(startOfCivilDay(day).getTime()).toBeLessThanOrEqual(at.getTime());
        expect(endOfCivilDay(day).getTime()).toBeGreaterThanOrEqual(at.getTime());
      }),
    );
  });

  it('is followed by the next one without a gap', () => {
    fc.assert(
      fc.property(instant.map(civilDayOf), (day) => {
        expect(startOfCivilDay(plusDays(day, 1)).getTime()).toBe(endOfCivilDay(day).getTime() + 1);
      }),
    );
  });

  it('is counted across leap days and years', () => {
    expect(plusDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(plusDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(plusDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(plusDays('2026-01-01', 0)).toBe('2026-01-01');
  });

  it.each(['1900-01-01', '2026-11-21', '2028-02-29'])('is %s', (text) => {
    expect(isCivilDay(text)).toBe(true);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '1899-12-31', '20261121', '2026-11-21T00:00:00Z', ''])(
    'is not %j',
    (text) => {
      expect(isCivilDay(text)).toBe(false);
    },
  );
});
