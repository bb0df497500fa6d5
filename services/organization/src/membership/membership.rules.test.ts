import { expect, it } from '@jest/globals';
import { PartyOrganizationKind } from '../party-organization/party-organization.rules.js';
import { refusalOfReport } from './membership.rules.js';

const membership = { organization: 'work', joinedOn: '2020-07-01', leftOn: null };
const { TERRITORIAL, FUNCTIONAL } = PartyOrganizationKind;

it.each([
  ['to a territorial organisation today', membership, { id: 'home', kind: TERRITORIAL }, '2026-11-20', null],
  ['to one that is not of an area', membership, { id: 'home', kind: FUNCTIONAL }, '2026-11-20', 'NOT_RESIDENTIAL'],
  ['to where the membership is kept', membership, { id: 'work', kind: TERRITORIAL }, '2026-11-20', 'KEPT_THERE'],
  ['tomorrow', membership, { id: 'home', kind: TERRITORIAL }, '2026-11-21', 'DAY_OUT_OF_PLACE'],
  ['before joining', membership, { id: 'home', kind: TERRITORIAL }, '2020-06-30', 'DAY_OUT_OF_PLACE'],
  [
    'after leaving',
    { ...membership, leftOn: '2026-01-01' },
    { id: 'home', kind: TERRITORIAL },
    '2026-11-20',
    'MEMBERSHIP_ENDED',
  ],
])('a member who reports %s is taken in as the rules say', (_, member, organization, on, reason) => {
  expect(refusalOfReport(member, organization, on, '2026-11-20')).toBe(reason);
});
