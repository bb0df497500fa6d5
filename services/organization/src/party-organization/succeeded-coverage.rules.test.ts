import { describe, expect, it } from '@jest/globals';
import type { GridSuccession } from '@linli/domain/grid-succession';
import { coverageAfter, type GridTerm } from './succeeded-coverage.rules.js';

const covers = (grid: string, startsOn: string, endsOn: string | null = null, organization = 'branch'): GridTerm => ({
  organization,
  grid,
  startsOn,
  endsOn,
});
const closed = (grid: string, successors: readonly string[], closedOn = '2026-11-20'): GridSuccession => ({
  grid,
  closedOn,
  successors,
});
const DIVIDED = [closed('A', ['B', 'C'])];

describe('whoever covers a grid that is closed', () => {
  it('covers all that took its place from that day on, and the closed one until the day before', () => {
    expect(coverageAfter([covers('A', '2026-01-01')], DIVIDED)).toEqual([
      covers('A', '2026-01-01', '2026-11-19'),
      covers('B', '2026-11-20'),
      covers('C', '2026-11-20'),
    ]);
  });

  it('covers its successors as long as they would have covered it', () => {
    expect(coverageAfter([covers('A', '2026-01-01', '2026-12-31')], DIVIDED)).toEqual([
      covers('A', '2026-01-01', '2026-11-19'),
      covers('B', '2026-11-20', '2026-12-31'),
      covers('C', '2026-11-20', '2026-12-31'),
    ]);
  });

  it('covers its successors from a later day where they were to begin then', () => {
    expect(coverageAfter([covers('A', '2026-12-01')], DIVIDED)).toEqual([
      covers('B', '2026-12-01'),
      covers('C', '2026-12-01'),
    ]);
  });

  it('has covered it before, and no successor, where they had ended by then', () => {
    const past = [covers('A', '2026-01-01', '2026-11-19')];
    expect(coverageAfter(past, DIVIDED)).toEqual(past);
  });

  it('covers one grid that took the place of several once', () => {
    const terms = [
      covers('A', '2026-01-01'),
      covers('B', '2026-02-01', '2026-12-31'),
      covers('C', '2026-03-01', '2026-11-19'),
    ];
    expect(coverageAfter(terms, [closed('A', ['D']), closed('B', ['D']), closed('C', ['D'])])).toEqual([
      covers('C', '2026-03-01', '2026-11-19'),
      covers('B', '2026-02-01', '2026-11-19'),
      covers('A', '2026-01-01', '2026-11-19'),
      covers('D', '2026-11-20'),
    ]);
  });

  it('covers the grids of today after two divisions, and of each day those that there were', () => {
    const successions = [closed('A', ['B', 'C'], '2026-06-01'), closed('B', ['D'], '2026-11-20')];
    expect(coverageAfter([covers('A', '2026-01-01')], successions)).toEqual([
      covers('B', '2026-06-01', '2026-11-19'),
      covers('A', '2026-01-01', '2026-05-31'),
      covers('C', '2026-06-01'),
      covers('D', '2026-11-20'),
    ]);
  });

  it('shares nothing with other organisations', () => {
    const terms = [covers('A', '2026-01-01', null, 'one'), covers('B', '2026-01-01', null, 'other')];
    expect(coverageAfter(terms, [closed('A', ['B'])])).toEqual([
      covers('A', '2026-01-01', '2026-11-19', 'one'),
      covers('B', '2026-01-01', null, 'other'),
      covers('B', '2026-11-20', null, 'one'),
    ]);
  });

  it('covers nothing else when it is told again', () => {
    const once = coverageAfter([covers('A', '2026-01-01'), covers('B', '2026-03-01')], DIVIDED);
    expect(coverageAfter(once, DIVIDED)).toEqual(once);
  });
});
