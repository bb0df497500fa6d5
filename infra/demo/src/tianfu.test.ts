import { describe, expect, test } from '@jest/globals';
import { COMPOUNDS } from './tianfu.js';

describe('Tianfu', () => {
  test('has the 19 compounds of its report, 8 of them with a branch', () => {
    expect(new Set(COMPOUNDS.map(({ name }) => name)).size).toBe(19);
    expect(COMPOUNDS.filter(({ hasBranch }) => hasBranch)).toHaveLength(8);
  });

  test('has a grid of its own for each compound with a branch, in which the others lie too', () => {
    const withBranch = COMPOUNDS.filter(({ hasBranch }) => hasBranch).map(({ grid }) => grid);
    expect(withBranch).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(COMPOUNDS.map(({ grid }) => grid)).size).toBe(8);
  });
});
