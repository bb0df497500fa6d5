import { describe, expect, it } from '@jest/globals';
import { earliestRosterDay, goesOntoRoster } from './roster.rules.js';

const TODAY = '2026-11-20';

describe('the roster of a grid', () => {
  it('is entered within 30 days', () => {
    expect(earliestRosterDay(TODAY)).toBe('2026-10-21');
  });

  it.each([
    ['that is on none', null, TODAY, true],
    ['that is up since before', '2026-03-01', TODAY, false],
    ['that is up since today', TODAY, '2026-11-10', false],
    ['that is to be up later', '2026-12-10', '2026-12-01', true],
    ['that is to be up later', '2026-12-10', '2026-11-10', true],
    ['that is to be up on that day', '2026-12-10', '2026-12-10', false],
    ['that is to be up sooner', '2026-12-01', '2026-12-10', false],
  ])('takes up a post %s (%s), for %s: %s', (_which, publicisedOn, on, taken) => {
    expect(goesOntoRoster(publicisedOn, on, TODAY)).toBe(taken);
  });
});
