import { describe, expect, it } from '@jest/globals';
import type { Viewer } from '@linli/domain/viewer';
import { purposeOf, readingAs, reporterFor } from './reader.rules.js';

const GRID = '340705402001001';
const viewer = (...roles: Viewer['roles']): Viewer => ({ person: 'me', roles });

describe('the text of a case is read', () => {
  it('by the role of the narrowest territory around it', () => {
    const roles = [
      { role: 'CITY_OFFICER', territory: '3407' },
      { role: 'GRID_WORKER', territory: GRID },
      { role: 'GRID_WORKER', territory: '340705402001002' },
    ] as const;
    expect(readingAs(viewer(...roles), GRID)).toEqual({ role: 'GRID_WORKER', territory: GRID });
  });

  it('as its handler by whoever reads it by no role', () => {
    const resident = viewer({ role: 'RESIDENT', territory: '340705402001' });
    expect(readingAs(resident, GRID)).toEqual({ role: 'HANDLER', territory: null });
  });

  it.each([
    ['CARE_VISIT', 'CARE_VISIT'],
    ['EMERGENCY', 'CASE_HANDLING'],
    ['PHONE_SEARCH', 'CASE_HANDLING'],
    ['CURIOSITY', 'CASE_HANDLING'],
    [undefined, 'CASE_HANDLING'],
  ])('for %s, if that is what the request says, put down as %s', (given, purpose) => {
    expect(purposeOf(given)).toBe(purpose);
  });
});

describe('the reporter of a case is known', () => {
  it.each([
    ['to themselves', 'me', false, false, 'me'],
    ['to themselves, who reported it anonymously', 'me', true, false, 'me'],
    ['to whoever reads its text', 'other', false, true, 'other'],
    ['to nobody else who reads the text of an anonymous report', 'other', true, true, null],
    ['to nobody who does not read its text', 'other', false, false, null],
    ['as nobody where there is none', null, false, true, null],
  ])('%s', (_, reporter, anonymous, reads, known) => {
    expect(reporterFor('me', { reporter, anonymous, text_readable: reads })).toBe(known);
  });

  it('to no caller who is nobody and does not read its text', () => {
    expect(reporterFor(null, { reporter: 'other', anonymous: false, text_readable: false })).toBeNull();
  });
});
