import { describe, expect, it } from '@jest/globals';
import { medianNumber } from './measuring.js';

describe('the median of rounds', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[10, 9, 100], 10],
    [[7], 7],
  ])('of %j is %d', (numbers, median) => {
    expect(medianNumber(numbers)).toBe(median);
  });
});
