import { expect, it } from '@jest/globals';
import { holdsOn, refusalOfAppointment, refusalOfEnd, SeatTitle, type HeldSeat } from './seat.rules.js';

const seat = (person: string, title: SeatTitle, startsOn: string, endsOn: string | null = null): HeldSeat => ({
  person,
  title,
  startsOn,
  endsOn,
});
const { SECRETARY, COMMITTEE_MEMBER } = SeatTitle;

it.each([
  ['beside a committee member', seat('a', SECRETARY, '2026-01-01'), [seat('a', COMMITTEE_MEMBER, '2026-01-01')], null],
  ['after the last one', seat('a', SECRETARY, '2026-02-01'), [seat('b', SECRETARY, '2020-01-01', '2026-01-31')], null],
  [
    'on their last day',
    seat('a', SECRETARY, '2026-01-31'),
    [seat('b', SECRETARY, '2020-01-01', '2026-01-31')],
    'SECRETARY_TAKEN',
  ],
  ['before one who comes', seat('a', SECRETARY, '2026-01-01'), [seat('b', SECRETARY, '2027-01-01')], 'SECRETARY_TAKEN'],
  ['twice', seat('a', SECRETARY, '2026-01-01'), [seat('a', SECRETARY, '2025-01-01')], 'ALREADY_HELD'],
  ['backwards', seat('a', SECRETARY, '2026-01-02', '2026-01-01'), [], 'ENDS_BEFORE_IT_STARTS'],
] as const)('a secretary %s is seated as the rules say', (_, given, others, reason) => {
  expect(refusalOfAppointment(given, others)).toBe(reason);
});

it('any number of people sit as committee members', () => {
  const given = seat('a', COMMITTEE_MEMBER, '2026-01-01');
  expect(refusalOfAppointment(given, [seat('b', COMMITTEE_MEMBER, '2026-01-01')])).toBeNull();
});

it.each([
  ['an open seat today', null, '2026-11-20', null],
  ['an open seat before its start', null, '2025-12-31', 'ENDS_BEFORE_IT_STARTS'],
  ['a seat that has ended', '2026-11-19', '2026-11-01', 'HAS_ENDED'],
  ['a seat that ends today, earlier', '2026-11-20', '2026-11-01', null],
  ['a seat that ends today, later', '2026-11-20', '2026-12-01', 'NOT_LONGER'],
])('%s ends as the rules say', (_, endsOn, on, reason) => {
  expect(refusalOfEnd({ startsOn: '2026-01-01', endsOn }, on, '2026-11-20')).toBe(reason);
});

it('a term holds its first and its last day', () => {
  const term = { startsOn: '2026-01-01', endsOn: '2026-01-31' };
  const days = ['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01'];
  expect(days.map((day) => holdsOn(term, day))).toEqual([false, true, true, false]);
});
