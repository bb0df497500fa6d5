import { describe, expect, test } from '@jest/globals';
import { CO_BUILDERS } from './co-builders.js';
import { creditCodeOf } from './credit-code.js';

describe('a credit code', () => {
  test.each(['91350100M000100Y43', '91340700MA2XHXL350'])(
    'ends with the check character of the standard: %s',
    (code) => {
      expect(creditCodeOf(code.slice(0, 17))).toBe(code);
    },
  );

  test('is another for each co-building unit, of 18 characters', () => {
    const codes = CO_BUILDERS.map(({ creditCode }) => creditCode);
    expect(new Set(codes).size).toBe(11);
    expect(codes.filter((code) => !/^[0-9A-HJ-NP-RT-UW-Y]{18}$/.test(code))).toEqual([]);
  });

  test('of a unit that is made up is of a run of numbers that is given to nobody', () => {
    expect(CO_BUILDERS.map(({ creditCode }) => creditCode.slice(2, 14))).toEqual(CO_BUILDERS.map(() => '340705DEM000'));
  });
});
