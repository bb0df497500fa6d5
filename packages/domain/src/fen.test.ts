import { describe, expect, it } from '@jest/globals';
import { inYuan, isFen } from './fen.js';

describe('an amount of money', () => {
  it.each([
    [3_000_000, '30000.00'],
    [100, '1.00'],
    [99, '0.99'],
    [5, '0.05'],
    [0, '0.00'],
    [-1, '-0.01'],
    [-12_345, '-123.45'],
  ])('of %d fen is written %s', (fen, text) => {
    expect(inYuan(fen)).toBe(text);
  });

  it('is a whole number of fen within what is counted exactly', () => {
    expect([0, -7, Number.MAX_SAFE_INTEGER].every(isFen)).toBe(true);
    expect([0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1].some(isFen)).toBe(false);
  });
});
