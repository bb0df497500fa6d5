import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ancestorCodes,
  codeAtLevel,
  covers,
  isTerritoryCode,
  levelOf,
  parentCode,
  rangeOf,
  type TerritoryLevel,
} from './territory.js';

const LEVELS: readonly [string, TerritoryLevel][] = [
  ['34', 'PROVINCE'],
  ['3407', 'CITY'],
  ['340705', 'DISTRICT'],
  ['340705402', 'STREET'],
  ['340705402001', 'COMMUNITY'],
  ['340705402001007', 'GRID'],
  ['34070540200100703', 'MICRO_GRID'],
];

/** Codes that often lie in or beside each other's subtree: few digits, ending in those around which ranges go wrong. */
const code = fc
  .constantFrom(2, 4, 6, 9, 12, 15, 17)
  .chain((length) => fc.array(fc.constantFrom('0', '3', '8', '9'), { minLength: length, maxLength: length }))
  .map((digits) => digits.join(''));

const related = fc
  .tuple(code, code)
  .chain(([outer, other]) =>
    fc.constantFrom(
      [outer, other] as const,
      [outer, outer + other.slice(outer.length)] as const,
      [outer, outer.slice(0, -1) + other.slice(outer.length - 1)] as const,
    ),
  );

const inByteOrder = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('a territory code', () => {
  it.each(LEVELS)('%s is of level %s', (text, level) => {
    expect(isTerritoryCode(text)).toBe(true);
    expect(levelOf(text)).toBe(level);
  });

  it.each(['', '3', '340', '34070', '3407054020', '340705402001007031', '34a7', '3407 ', ' 3407', '３４', '34\n', '%'])(
    'is not %j',
    (text) => {
      expect(isTerritoryCode(text)).toBe(false);
    },
  );

  it('of a length between two levels has no level', () => {
    expect(() => levelOf('340')).toThrow('a territory code has 2, 4, 6, 9, 12, 15 or 17 digits');
  });

  it('lies in one territory of each higher level', () => {
    expect(ancestorCodes('340705402001007')).toEqual(['34', '3407', '340705', '340705402', '340705402001']);
    expect(parentCode('340705402001007')).toBe('340705402001');
    expect(codeAtLevel('340705402001007', 'CITY')).toBe('3407');
    expect(codeAtLevel('340705402001007', 'GRID')).toBe('340705402001007');
  });

  it('of a province has nothing around it', () => {
    expect(ancestorCodes('34')).toEqual([]);
    expect(parentCode('34')).toBeNull();
  });

  it('has no code at a level below its own', () => {
    expect(codeAtLevel('3407', 'STREET')).toBeNull();
  });
});

describe('a territory', () => {
  it('covers itself and what its code starts', () => {
    expect(covers('340705402', '340705402')).toBe(true);
    expect(covers('340705402', '340705402001007')).toBe(true);
  });

  it('covers neither its neighbour, nor what is around it', () => {
    expect(covers('340705402', '340705403001')).toBe(false);
    expect(covers('340705402', '340705')).toBe(false);
  });

  it('that is empty covers nothing', () => {
    expect(covers('', '34')).toBe(false);
    expect(covers('', '')).toBe(false);
  });

  it('covers a code exactly when the code is in its range, in byte order', () => {
    fc.assert(
      fc.property(related, ([outer, inner]) => {
        const { from, until } = rangeOf(outer);
        expect(inByteOrder(from, inner) <= 0 && inByteOrder(inner, until) < 0).toBe(covers(outer, inner));
      }),
      { numRuns: 2_000 },
    );
  });

  it('ending in 9 has a range that ends at the byte after 9', () => {
    expect(rangeOf('3409')).toEqual({ from: '3409', until: '340:' });
  });
});
