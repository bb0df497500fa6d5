import { describe, expect, it } from '@jest/globals';
import { isQuantity, ListingStatus, refusalOfUse, type Offer } from './resource.rules.js';

const COMMUNITY = '340705402001';
const ANYWHERE: Offer = { status: ListingStatus.OPEN, territories: [], availableFrom: null, availableUntil: null };

describe('a resource', () => {
  it.each([
    ['anywhere', [], null],
    ['in its own community', [COMMUNITY], null],
    ['in the district around it', ['340705'], null],
    ['in one of its grids', [`${COMMUNITY}001`], null],
    ['in one of several', ['3701', '3407'], null],
    ['only elsewhere', ['370114001001'], 'NOT_THERE'],
    ['only in the community whose number comes next', ['340705402002'], 'NOT_THERE'],
  ])('that can be used %s', (_, territories, refusal) => {
    expect(refusalOfUse({ ...ANYWHERE, territories }, COMMUNITY, '2026-11-20')).toBe(refusal);
  });

  it('can be used on its first day and on its last, not before or after', () => {
    const offer = { ...ANYWHERE, availableFrom: '2026-11-01', availableUntil: '2026-11-30' };
    const days = ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'];
    expect(days.map((day) => refusalOfUse(offer, COMMUNITY, day))).toEqual([
      'NOT_THAT_DAY',
      null,
      null,
      'NOT_THAT_DAY',
    ]);
  });

  it('can be used without end where it has no last day, and from ever where it has no first', () => {
    const [from, until] = [
      { ...ANYWHERE, availableFrom: '2026-11-01' },
      { ...ANYWHERE, availableUntil: '2026-11-30' },
    ];
    expect([refusalOfUse(from, COMMUNITY, '2099-01-01'), refusalOfUse(until, COMMUNITY, '1999-01-01')]).toEqual([
      null,
      null,
    ]);
  });

  it('that is closed cannot be used; whether anything remains is not asked here', () => {
    const statuses = Object.values(ListingStatus).map((status) => ({ ...ANYWHERE, status }));
    expect(statuses.map((offer) => refusalOfUse(offer, COMMUNITY, '2026-11-20'))).toEqual([null, null, 'CLOSED']);
  });

  it('is of one at least, and whole', () => {
    expect([1, 37, 0, -1, 1.5].map(isQuantity)).toEqual([true, true, false, false, false]);
  });
});
