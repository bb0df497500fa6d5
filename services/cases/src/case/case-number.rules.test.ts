import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseNumber, cityStem, NUMBER_LETTERS } from './case-number.rules.js';
import { holdsPersonalNumber } from './personal-number.rules.js';

describe("a case's number", () => {
  it('is made of city, civil day, sequence and letters', () => {
    expect(caseNumber('JN', '2026-11-21', 42, 'XKWQ')).toBe('JN-20261121-000042-XKWQ');
  });

  it('grows beyond six digits of a sequence rather than repeating one', () => {
    expect(caseNumber('JN', '2026-11-21', 1_234_567, 'XKWQ')).toBe('JN-20261121-1234567-XKWQ');
  });

  it('has letters that nobody takes for a digit or for each other', () => {
    expect(NUMBER_LETTERS).toMatch(/^[A-HJKMNP-Z]+$/);
    expect(new Set(NUMBER_LETTERS).size).toBe(NUMBER_LETTERS.length);
  });

  it('never looks like the number of a person, so that a title may name it', () => {
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 999_999 }), (on, sequence) => {
        expect(holdsPersonalNumber(`见 ${caseNumber('JN', on, sequence, 'XKWQ')}`)).toBe(false);
      }),
    );
  });
});

describe("a city's stem", () => {
  it.each([
    ['铜陵市', '铜陵'],
    ['喀什地区', '喀什'],
    ['兴安盟', '兴安'],
    ['延边朝鲜族自治州', '延边朝鲜族'],
    ['济南', '济南'],
    ['市', '市'],
  ])('of %s is %s', (name, stem) => {
    expect(cityStem(name)).toBe(stem);
  });
});
