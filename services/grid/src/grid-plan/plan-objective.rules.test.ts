import { describe, expect, it } from '@jest/globals';
import { householdsToPlanBy } from './estimate.rules.js';
import { Band, compareScores, gridsFor, imbalanceOf } from './plan-objective.rules.js';

const score = { outside: 0, moves: 3, most: 110, fewest: 100 };

describe('a division is better than another', () => {
  it('by what lies outside the tolerance first, then by moves, then by imbalance', () => {
    expect(compareScores({ ...score, moves: 9 }, { ...score, outside: 1 })).toBeLessThan(0);
    expect(compareScores({ ...score, most: 200 }, { ...score, moves: 4 })).toBeLessThan(0);
    expect(compareScores({ ...score, most: 109 }, score)).toBeLessThan(0);
    expect(compareScores({ ...score, most: 220, fewest: 200 }, score)).toBeGreaterThan(0);
    expect(compareScores(score, { ...score })).toBe(0);
  });
});

describe('a grid is within the tolerance', () => {
  it.each([
    [115, 0],
    [85, 0],
    [116, 300],
    [84, 300],
  ])('of 15 %% of a mean of 100 with %i households by %i', (households, outside) => {
    expect(new Band(300, 3).outside(households)).toBe(outside);
  });

  it('to the household where the mean is no whole number', () => {
    const band = new Band(4_900, 19);
    expect([219, 220, 296, 297].map((households) => band.outside(households) === 0)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('how many grids there are to be', () => {
  it.each([
    [4_900, 258, 245, 19],
    [100, 300, 10, 1],
    [449, 300, 10, 1],
    [451, 300, 10, 2],
    [4_000, 100, 7, 7],
  ])('for %i households, about %i a grid, in %i buildings is %i', (households, target, buildings, grids) => {
    expect(gridsFor(households, target, buildings)).toBe(grids);
  });

  it('with none in a grid, the imbalance is told against one household', () => {
    expect(imbalanceOf({ ...score, fewest: 0 })).toBe(110);
  });
});

describe('households that are not known', () => {
  it('are taken to be the mean of the known ones, at least 1', () => {
    expect(householdsToPlanBy([20, null, 31])).toEqual([20, 26, 31]);
    expect(householdsToPlanBy([0, null, 1, 0, 0])).toEqual([0, 1, 1, 0, 0]);
  });

  it('leave nothing to divide by where none are known', () => {
    expect(householdsToPlanBy([null, null])).toBeNull();
    expect(householdsToPlanBy([0, null])).toBeNull();
  });
});
