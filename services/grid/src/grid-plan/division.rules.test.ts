import { describe, expect, it } from '@jest/globals';
import { divided } from './division.rules.js';
import { bestScoreByExhaustion } from './exhaustive.suite.js';
import { drawnSites, sitesInLine } from './ground.suite.js';
import { scoreOf } from './partition.rules.js';
import type { Score } from './plan-objective.rules.js';

describe('a division', () => {
  it('of up to twelve buildings is as good as the best of all divisions, 200 times', () => {
    const seeds = Array.from({ length: 200 }, (_, seed) => seed + 1);
    const told = seeds.map((seed) => {
      const sites = drawnSites(seed);
      const grids = 1 + (seed % Math.min(5, sites.length));
      return { seed, planned: scoreOf(sites, divided(sites, grids)), best: bestScoreByExhaustion(sites, grids) };
    });
    expect(told.filter(({ planned, best }) => !isAsGood(planned, best))).toEqual([]);
    expect(told).toHaveLength(200);
  });

  it('lets one building pass where one is enough', () => {
    const sites = sitesInLine([
      ...grid(0, [20, 20, 20, 20, 60, 20]),
      ...grid(1, [20, 20, 20, 20, 20, 20]),
      ...grid(2, [20, 20, 20, 20, 20, 20]),
    ]);
    expect(scoreOf(sites, divided(sites, 3))).toEqual({ outside: 0, moves: 1, most: 140, fewest: 120 });
  });

  it('of as many grids as buildings gives each its own, however they are scattered over the grids of today', () => {
    const sites = sitesInLine(Array.from({ length: 14 }, (_, index) => ({ households: 20, today: index % 2 })));
    expect(divided(sites, 14).map((members) => members.length)).toEqual(Array.from({ length: 14 }, () => 1));
    expect(scoreOf(sites, divided(sites, 7))).toMatchObject({ outside: 0 });
  });

  it('leaves grids as they are where all are within the tolerance', () => {
    const sites = sitesInLine([
      ...grid(0, [20, 20, 20, 20, 20, 20, 20]),
      ...grid(1, [20, 20, 20, 20, 20, 20, 20, 20]),
      ...grid(2, [20, 20, 20, 20, 20, 20, 20]),
    ]);
    expect(scoreOf(sites, divided(sites, 3)).moves).toBe(0);
  });
});

function grid(today: number, households: readonly number[]) {
  return households.map((each) => ({ households: each, today }));
}

function isAsGood(planned: Score, best: Score): boolean {
  return (
    planned.outside === best.outside &&
    planned.moves === best.moves &&
    planned.most * best.fewest === best.most * planned.fewest
  );
}
