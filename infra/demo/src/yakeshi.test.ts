import { describe, expect, test } from '@jest/globals';
import { FEATURED_GRIDS } from './yakeshi.js';

describe('Yakeshi', () => {
  test('has nine grids, each of a feature of its own', () => {
    expect(new Set(FEATURED_GRIDS.map(({ name }) => name)).size).toBe(9);
    expect(new Set(FEATURED_GRIDS.map(({ theme }) => theme)).size).toBe(9);
  });
});
