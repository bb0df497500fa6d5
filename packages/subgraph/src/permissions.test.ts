import { describe, expect, it } from '@jest/globals';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { admit, mayIn, type PermissionRule } from './permissions.js';

const COMMUNITY = '340705402001';
const officer: Viewer = { person: 'p', roles: [{ role: 'COMMUNITY_OFFICER', territory: COMMUNITY }] };
const nobody: Viewer = { person: 'p', roles: [] };
const unit: Viewer = { person: null, roles: [{ role: 'UNIT_REPRESENTATIVE', unit: 'u' }] };

const rule = (who: PermissionRule['who']): PermissionRule => ({ who, where: 'TERRITORY', reason: 'For this test.' });

const codeOf = (who: PermissionRule['who'], viewer: Viewer): unknown => {
  try {
    admit(rule(who), viewer);
    return null;
  } catch (error) {
    return (error as { code: unknown }).code;
  }
};

describe('who comes in', () => {
  it.each<[string, PermissionRule['who'], Viewer, string | null]>([
    ['the public, where anyone may', 'ANYONE', PUBLIC, null],
    ['the public, where one must be signed in', 'SIGNED_IN', PUBLIC, 'UNAUTHENTICATED'],
    ['the public, where a role is needed', ['COMMUNITY_OFFICER'], PUBLIC, 'UNAUTHENTICATED'],
    ['a person without roles, where one must be signed in', 'SIGNED_IN', nobody, null],
    ['a person without roles, where a role is needed', ['COMMUNITY_OFFICER'], nobody, 'FORBIDDEN'],
    ['a unit, where one must be signed in', 'SIGNED_IN', unit, null],
    ['a unit, where units may', ['UNIT_REPRESENTATIVE'], unit, null],
    ['one of the roles', ['STREET_OFFICER', 'COMMUNITY_OFFICER'], officer, null],
    ['none of the roles', ['ADMINISTRATOR'], officer, 'FORBIDDEN'],
    ['anyone, where no role is named', [], officer, 'FORBIDDEN'],
  ])('%s', (_, who, viewer, code) => {
    expect(codeOf(who, viewer)).toBe(code);
  });

  it('is told which roles are needed', () => {
    expect(() => admit(rule(['STREET_OFFICER', 'CITY_OFFICER']), officer)).toThrow(
      'Your roles do not allow this; it needs one of: STREET_OFFICER, CITY_OFFICER.',
    );
  });
});

describe('who may do something in a territory', () => {
  it.each<[string, PermissionRule['who'], Viewer, string, boolean]>([
    ['an officer in a grid of theirs', ['COMMUNITY_OFFICER'], officer, `${COMMUNITY}001`, true],
    ['an officer in the community beside it', ['COMMUNITY_OFFICER'], officer, '340705402002', false],
    ['an officer in the street around it', ['COMMUNITY_OFFICER'], officer, '340705402', false],
    ['an officer with another role', ['ADMINISTRATOR'], officer, COMMUNITY, false],
    ['a unit, which has no territory', ['UNIT_REPRESENTATIVE'], unit, COMMUNITY, false],
    ['the public, where anyone may', 'ANYONE', PUBLIC, COMMUNITY, true],
    ['the public, where one must be signed in', 'SIGNED_IN', PUBLIC, COMMUNITY, false],
    ['a person without roles, where one must be signed in', 'SIGNED_IN', nobody, COMMUNITY, true],
  ])('%s', (_, who, viewer, territory, may) => {
    expect(mayIn(rule(who), viewer, territory)).toBe(may);
  });
});
