import { describe, expect, it } from '@jest/globals';
import { inventedCommunity } from './community.suite.js';
import { planGrids, type BuildingToPlan } from './planner.js';
import { Shortfall } from './shortfall.rules.js';

/** Buildings in a street from west to east, 60 metres apart. */
function street(
  households: readonly (number | null)[],
  grid: (index: number) => string | null = () => null,
): BuildingToPlan[] {
  return households.map((each, index) => ({
    id: `building-${String(index).padStart(2, '0')}`,
    households: each,
    compound: null,
    grid: grid(index),
    location: { latitude: 0, longitude: index * 0.0005 },
  }));
}

/** Buildings around one in the middle, which alone is the neighbour of each. */
function star(middle: number, around: readonly number[]): BuildingToPlan[] {
  const placed = around.map((households, index) => ({ households, angle: (index / around.length) * 2 * Math.PI }));
  return [
    { households: middle, latitude: 0, longitude: 0 },
    ...placed.map(({ households, angle }) => ({
      households,
      latitude: 0.001 * Math.sin(angle),
      longitude: 0.001 * Math.cos(angle),
    })),
  ].map(({ households, latitude, longitude }, index) => ({
    id: `building-${index}`,
    households,
    compound: null,
    grid: null,
    location: { latitude, longitude },
  }));
}

describe('a plan', () => {
  it('says of each grid its number, buildings, households and how far it is from the mean', () => {
    expect(planGrids(street([20, 20, 20, 20, 21, 21]), 61)).toEqual({
      moves: 0,
      imbalance: 62 / 60,
      grids: [
        {
          sequence: 1,
          buildings: ['building-00', 'building-01', 'building-02'],
          households: 60,
          contiguous: true,
          deviation: 60 / 61 - 1,
          shortfall: null,
          goesOnAs: null,
          isUnchanged: false,
        },
        {
          sequence: 2,
          buildings: ['building-03', 'building-04', 'building-05'],
          households: 62,
          contiguous: true,
          deviation: 62 / 61 - 1,
          shortfall: null,
          goesOnAs: null,
          isUnchanged: false,
        },
      ],
    });
  });

  it('is the same for the same buildings in any order', () => {
    const buildings = inventedCommunity(3, 90);
    expect(planGrids(buildings.toReversed(), 280)).toEqual(planGrids(buildings, 280));
  });

  it('leaves the code to a grid whose buildings do not change', () => {
    const households = [20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 50];
    const plan = planGrids(
      street(households, (index) => ['a', 'b', 'c'][Math.floor(index / 4)] ?? null),
      90,
    );
    expect(plan?.moves).toBe(1);
    expect(plan?.grids).toMatchObject([
      { goesOnAs: 'a', isUnchanged: true, households: 80 },
      { goesOnAs: 'b', isUnchanged: false, households: 100 },
      { goesOnAs: 'c', isUnchanged: false, households: 90 },
    ]);
  });

  it('counts a building of unknown households as the usual', () => {
    expect(planGrids(street([20, null, 20, 20]), 40)?.grids.map((grid) => grid.households)).toEqual([40, 40]);
    expect(planGrids(street([null, null]), 40)).toBeNull();
  });
});

describe('a community', () => {
  it('whose buildings all stand almost on one spot is divided', () => {
    const tiny = 1e-15;
    const crowd = street(Array.from({ length: 150 }, () => 10)).map((building, index) => ({
      ...building,
      location: { latitude: 30.9 + (index % 13) * tiny, longitude: 117.8 + (index % 17) * tiny },
    }));
    const plan = planGrids(crowd, 300);
    expect(plan?.grids.map(({ contiguous, shortfall }) => [contiguous, shortfall])).toEqual(
      Array.from({ length: 5 }, () => [true, null]),
    );
  });
});

describe('a grid that lies further off than 15 %', () => {
  const told = (buildings: readonly BuildingToPlan[], target: number) =>
    planGrids(buildings, target)?.grids.map(({ households, shortfall }) => [households, shortfall]);

  it('may be one building that is too large by itself', () => {
    expect(told(street([400, 20, 20, 20, 20]), 240)).toEqual([
      [400, Shortfall.LARGE_BUILDING],
      [80, Shortfall.NEIGHBOURS_WOULD_FALL_APART],
    ]);
  });

  it('may be held together by the buildings at its edge', () => {
    expect(told(star(10, [30, 30, 30]), 50)).toEqual(
      expect.arrayContaining([
        [70, Shortfall.WOULD_FALL_APART],
        [30, Shortfall.NEIGHBOURS_WOULD_FALL_APART],
      ]),
    );
  });

  it('may have neighbours that can neither take nor give', () => {
    expect(told(street([50, 50, 50]), 75)).toEqual([
      [50, Shortfall.NEIGHBOURS_CANNOT_SPARE],
      [100, Shortfall.NEIGHBOURS_FULL],
    ]);
  });
});
