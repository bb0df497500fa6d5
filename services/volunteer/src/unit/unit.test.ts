import { describe, expect, it } from '@jest/globals';
import { gridsAfter, statusAfter, UnitStatus } from './unit.rules.js';

describe('a unit', () => {
  it('moves as the table says, and no other way', () => {
    const matrix = Object.values(UnitStatus).map((status) => [
      status,
      statusAfter(status, 'CONFIRM'),
      statusAfter(status, 'REJECT'),
    ]);
    expect(matrix).toEqual([
      ['APPLIED', 'ACTIVE', 'REJECTED'],
      ['ACTIVE', null, null],
      ['SUSPENDED', null, null],
      ['REJECTED', null, null],
      ['WITHDRAWN', null, null],
    ]);
  });

  it('is drawn into all that took the place of a closed grid, once, and stays in the others', () => {
    const successions = ['A', 'B'].map((grid) => ({ grid, closedOn: '2026-11-20', successors: ['D', 'C'] }));
    expect(gridsAfter(['A', 'B', 'E'], successions)).toEqual(['C', 'D', 'E']);
  });
});
