import { describe, expect, it } from '@jest/globals';
import { isCreditCode } from './credit-code.js';

describe('a unified social credit code', () => {
  it.each(['91350100M000100Y43', '91340700MA2XHXL350'])('is %s', (code) => {
    expect(isCreditCode(code)).toBe(true);
  });

  it.each([
    ['the letter Z', '91350100M000100Y4Z'],
    ['another check character', '91350100M000100Y44'],
    ['two characters in each other’s place', '91350100M000010Y43'],
    ['small letters', '91350100m000100y43'],
    ['17 characters', '91350100M000100Y4'],
    ['19 characters', '91350100M000100Y430'],
    ['nothing', ''],
  ])('has no %s', (_, code) => {
    expect(isCreditCode(code)).toBe(false);
  });

  it('changes its check with any one of its characters', () => {
    const code = '91350100M000100Y43';
    const changed = Array.from(
      code,
      (_, at) => `${code.slice(0, at)}${code[at] === '7' ? '8' : '7'}${code.slice(at + 1)}`,
    );
    expect(changed.filter(isCreditCode)).toEqual([]);
  });
});
