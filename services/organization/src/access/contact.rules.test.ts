import { describe, expect, it } from '@jest/globals';
import { AccessPurpose } from './access-purpose.rules.js';
import { refusalOfContact } from './contact.rules.js';
import { CONTACT_READERS, readerInWords, readingAs, type ReadingAs } from './reader.rules.js';

const OFFICER: ReadingAs = { role: 'COMMUNITY_OFFICER', territory: '340705402001' };
const SELF: ReadingAs = { role: 'SELF', territory: null };
const { CASE_HANDLING, EMERGENCY } = AccessPurpose;

describe('contact data', () => {
  it.each([
    ['staff with consent', OFFICER, CASE_HANDLING, null, true, null],
    ['staff without consent', OFFICER, CASE_HANDLING, 'needed', false, 'NO_CONSENT'],
    ['nobody without a role, consent or not', null, CASE_HANDLING, null, true, 'NO_ROLE'],
    ['nobody without a role, emergency or not', null, EMERGENCY, 'fire', false, 'NO_ROLE'],
    ['staff in an emergency with a reason', OFFICER, EMERGENCY, 'fire', false, null],
    ['staff in an emergency without a reason, consent or not', OFFICER, EMERGENCY, null, true, 'NO_REASON'],
    ['staff with a reason of 201 characters', OFFICER, EMERGENCY, '火'.repeat(201), false, 'REASON_TOO_LONG'],
    ['the person', SELF, CASE_HANDLING, null, false, null],
    ['the person in an emergency', SELF, EMERGENCY, null, false, null],
  ])('asked for by %s', (_, as, purpose, reason, consented, refusal) => {
    expect(refusalOfContact({ as, purpose, reason, consented })).toBe(refusal);
  });
});

describe('a reader', () => {
  const person = { id: 'p', territory: '340705402001003' };
  const holding = (...roles: Parameters<typeof readingAs>[0]['roles']) =>
    readingAs({ person: 'r', roles }, person, CONTACT_READERS);

  it('reads by the role of the narrowest territory around the person', () => {
    const street = { role: 'STREET_OFFICER', territory: '340705402' } as const;
    const grid = { role: 'GRID_WORKER', territory: '340705402001003' } as const;
    expect([holding(street), holding(street, grid)]).toEqual([street, grid]);
  });

  it('has no role by another territory, nor by one that serves no people', () => {
    expect([
      holding({ role: 'GRID_WORKER', territory: '340705402001004' }),
      holding({ role: 'AUDITOR', territory: '340705402' }),
      holding({ role: 'RESIDENT', territory: '340705402001' }),
    ]).toEqual([null, null, null]);
  });

  it('is told in words, in the language of whoever asks', () => {
    expect([
      readerInWords('COMMUNITY_OFFICER', '天井湖社区居委会', 'zh'),
      readerInWords('GRID_WORKER', '340705402001003', 'en'),
      readerInWords('SELF', null, 'en'),
    ]).toEqual(['社区工作人员（天井湖社区居委会）', 'grid worker (340705402001003)', 'the person themselves']);
  });
});
