import { expect, it } from '@jest/globals';
import { readTokenArguments } from './token-arguments.js';

const UNIT = '0198c0de-0000-7000-8000-000000000001';

it('each role takes the territory that follows it', () => {
  expect(
    readTokenArguments('--role COMMUNITY_OFFICER --territory 340705402001 --role=ANALYST --territory=3407'.split(' ')),
  ).toEqual({
    roles: [
      { role: 'COMMUNITY_OFFICER', territory: '340705402001' },
      { role: 'ANALYST', territory: '3407' },
    ],
  });
});

it('a unit is represented, and a person and a lifetime may be named', () => {
  expect(
    readTokenArguments([
      '--role',
      'UNIT_REPRESENTATIVE',
      '--unit',
      UNIT,
      '--person',
      UNIT.toUpperCase(),
      '--ttl',
      '60',
    ]),
  ).toEqual({ roles: [{ role: 'UNIT_REPRESENTATIVE', unit: UNIT }], person: UNIT, lifetime: 60 });
});

it.each([
  ['nothing at all', '', 'ROLE_MISSING'],
  ['an unknown role', '--role MAYOR --territory 3407', 'ROLE_UNKNOWN'],
  ['a role without its territory', '--role ANALYST', 'TERRITORY_MISSING'],
  ['a territory of eight digits', '--role ANALYST --territory 34070540', 'TERRITORY_MALFORMED'],
  ['a territory before any role', '--territory 3407 --role ANALYST', 'PLACE_BEFORE_ROLE'],
  ['two territories for a role', '--role ANALYST --territory 3407 --territory 3408', 'PLACE_BEFORE_ROLE'],
  ['a representative of a territory', `--role UNIT_REPRESENTATIVE --territory 3407`, 'UNIT_MISSING'],
  ['an analyst of a unit', `--role ANALYST --unit ${UNIT}`, 'PLACE_OF_OTHER_KIND'],
  ['a unit that is no id', '--role UNIT_REPRESENTATIVE --unit library', 'ID_MALFORMED'],
  ['a person that is no id', '--role ANALYST --territory 3407 --person Zhang', 'ID_MALFORMED'],
  ['a lifetime of nothing', '--role ANALYST --territory 3407 --ttl 0', 'LIFETIME_OUT_OF_BOUNDS'],
  ['a lifetime over an hour', '--role ANALYST --territory 3407 --ttl 3601', 'LIFETIME_OUT_OF_BOUNDS'],
  ['an option without its value', '--role', 'VALUE_MISSING'],
  ['an option in place of a value', '--role --territory 3407', 'VALUE_MISSING'],
  ['an unknown option', '--rôle ANALYST', 'ARGUMENT_UNKNOWN'],
])('%s is refused', (_, line, code) => {
  const words = line.split(' ').filter((word) => word !== '');

  expect(() => readTokenArguments(words)).toThrow(expect.objectContaining({ code }));
});
