import { describe, expect, it } from '@jest/globals';
import { statusAfter, UnitStatus } from './unit.rules.js';

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
});
