import { expect, it } from '@jest/globals';
import { revokedRolesFrom } from './revoke-arguments.js';

const PERSON = '00000000-0000-7000-8000-00000000000a';
const UNIT = '00000000-0000-7000-8000-00000000000b';

it.each([
  [['--subject', PERSON], { subject: PERSON, territory: null, unit: null }],
  [['--subject', PERSON.toUpperCase()], { subject: PERSON, territory: null, unit: null }],
  [['--subject=nightly-export'], { subject: 'nightly-export', territory: null, unit: null }],
  [['--subject', PERSON, '--territory', '340705'], { subject: PERSON, territory: '340705', unit: null }],
  [['--subject', PERSON, '--unit', UNIT], { subject: PERSON, territory: null, unit: UNIT }],
])('%j says what is revoked', (args, revoked) => {
  expect(revokedRolesFrom(args)).toEqual(revoked);
});

it.each([
  [[]],
  [[PERSON]],
  [['--subject', '']],
  [['--subject', PERSON, '--territory', '铜陵']],
  [['--subject', PERSON, '--territory']],
  [['--subject', PERSON, '--unit', 'unit']],
  [['--subject', PERSON, '--territory', '340705', '--unit', UNIT]],
  [['--subject', PERSON, '--role', 'AUDITOR']],
])('%j says nothing that is revoked', (args) => {
  expect(revokedRolesFrom(args)).toBeNull();
});
