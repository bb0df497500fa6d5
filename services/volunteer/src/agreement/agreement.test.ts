import { describe, expect, it } from '@jest/globals';
import { AgreementSide, AgreementStatus, sign, signedOn, type AgreementFacts } from './agreement.rules.js';

const { COMMUNITY, UNIT } = AgreementSide;
const TODAY = '2026-11-20';
const DRAFT: AgreementFacts = {
  status: AgreementStatus.DRAFT,
  signedByCommunityOn: null,
  signedByUnitOn: null,
  endsOn: '2027-11-20',
};
const signed = (facts: AgreementFacts, side: AgreementSide, on: string): AgreementFacts => {
  const outcome = sign(facts, side, on, TODAY);
  if (!outcome.allowed) throw new Error(outcome.reason);
  return { ...facts, ...outcome.change };
};

describe('an agreement', () => {
  it.each([
    ['community, then unit', COMMUNITY, UNIT],
    ['unit, then community', UNIT, COMMUNITY],
  ])('holds once both sides have signed: %s', (_, first, last) => {
    const once = signed(DRAFT, first, '2026-11-03');
    const twice = signed(once, last, '2026-11-01');
    expect([once.status, twice.status]).toEqual(['DRAFT', 'SIGNED']);
  });

  it('is signed on the later of the two days, and on none before', () => {
    const once = signed(DRAFT, COMMUNITY, '2026-11-03');
    expect([signedOn(DRAFT), signedOn(once), signedOn(signed(once, UNIT, '2026-11-01'))]).toEqual([
      null,
      null,
      '2026-11-03',
    ]);
  });

  it('is signed once by a side, not ahead of time and not after its end', () => {
    const once = signed(DRAFT, COMMUNITY, '2026-11-03');
    const ended = { ...DRAFT, endsOn: '2026-11-10' };
    expect([
      sign(once, COMMUNITY, '2026-11-04', TODAY),
      sign({ ...DRAFT, status: AgreementStatus.ENDED }, UNIT, '2026-11-04', TODAY),
      sign(DRAFT, UNIT, '2026-11-21', TODAY),
      sign(ended, UNIT, '2026-11-11', TODAY),
    ]).toEqual(
      ['SIGNED_ALREADY', 'SIGNED_ALREADY', 'NOT_YET', 'AFTER_ITS_END'].map((reason) => ({ allowed: false, reason })),
    );
    expect([sign(DRAFT, UNIT, TODAY, TODAY).allowed, sign(ended, UNIT, '2026-11-10', TODAY).allowed]).toEqual([
      true,
      true,
    ]);
  });
});
