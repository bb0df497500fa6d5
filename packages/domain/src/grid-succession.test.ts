import { describe, expect, it } from '@jest/globals';
import { lastSuccessorsOf, placesAfter, type GridSuccession } from './grid-succession.js';

const closed = (grid: string, ...successors: string[]): GridSuccession => ({
  grid,
  closedOn: '2026-11-20',
  successors,
});

describe('what stands in the place of a grid', () => {
  it('is the grid itself where it was not closed', () => {
    expect(lastSuccessorsOf('A', [closed('B', 'C')])).toEqual(['A']);
  });

  it('is what succeeded it, and those that succeeded these, each once', () => {
    const successions = [closed('A', 'C', 'B'), closed('B', 'D', 'E'), closed('C', 'E')];
    expect(lastSuccessorsOf('A', successions)).toEqual(['D', 'E']);
  });
});

describe('places of which some were closed', () => {
  it('are all that took the place of these, once, and the others as they were', () => {
    expect(placesAfter(['A', 'B', 'E'], [closed('A', 'D', 'C'), closed('B', 'D')])).toEqual(['C', 'D', 'E']);
  });
});
