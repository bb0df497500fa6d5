import { describe, expect, it } from '@jest/globals';
import { parseValue, type GraphQLScalarType } from 'graphql';
import { CivilDayScalar, InstantScalar, TerritoryCodeScalar } from './scalars.js';

const BAD = ['', 'today', 20261121, true, null, ['2026-11-21'], {}] as const;

describe('Date', () => {
  it('is a civil day', () => {
    expect(CivilDayScalar.parseValue('2026-11-21')).toBe('2026-11-21');
    expect(CivilDayScalar.serialize('2026-11-21')).toBe('2026-11-21');
  });

  it.each([...BAD, '2026-02-29', '2026-11-21T00:00:00Z'])('is not %j', (value) => {
    expect(() => CivilDayScalar.parseValue(value)).toThrow(/^Date is a calendar date such as 2026-07-01\.$/);
  });
});

describe('DateTime', () => {
  it.each([
    ['2026-07-01T08:30:00Z', '2026-07-01T08:30:00.000Z'],
    ['2026-07-01T08:30Z', '2026-07-01T08:30:00.000Z'],
    ['2026-07-01T16:30:00.5+08:00', '2026-07-01T08:30:00.500Z'],
  ])('reads %s', (text, instant) => {
    expect(InstantScalar.parseValue(text).toISOString()).toBe(instant);
  });

  it('is written in UTC, from a Date or from the spelling of the database', () => {
    expect(InstantScalar.serialize(new Date('2026-07-01T08:30:00Z'))).toBe('2026-07-01T08:30:00.000Z');
    expect(InstantScalar.serialize('2026-07-01 16:30:00+08')).toBe('2026-07-01T08:30:00.000Z');
  });

  it.each([...BAD, '2026-07-01', '2026-07-01T08:30:00', '2026-02-30T08:30:00Z', '2026-07-01T25:00:00Z'])(
    'is not %j',
    (value) => {
      expect(() => InstantScalar.parseValue(value)).toThrow(/^DateTime is an instant such as 2026-07-01T08:30:00Z\.$/);
    },
  );
});

describe('TerritoryCode', () => {
  it('is a code of a level', () => {
    expect(TerritoryCodeScalar.parseValue('340705402001')).toBe('340705402001');
  });

  it.each([...BAD, '340', '%', '34%'])('is not %j', (value) => {
    expect(() => TerritoryCodeScalar.parseValue(value)).toThrow(
      /^TerritoryCode is a territory code of 2, 4, 6, 9, 12, 15 or 17 digits\.$/,
    );
  });
});

it.each<GraphQLScalarType>([CivilDayScalar, InstantScalar, TerritoryCodeScalar])(
  '%s in a document is a text, nothing else',
  (scalar) => {
    expect(() => scalar.parseLiteral(parseValue('34'))).toThrow(`${scalar.name} is`);
    expect(() => scalar.parseLiteral(parseValue('{ code: "34" }'))).toThrow(`${scalar.name} is`);
  },
);
