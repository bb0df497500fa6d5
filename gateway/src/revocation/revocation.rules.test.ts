import { describe, expect, it } from '@jest/globals';
import type { RoleHeld, Viewer } from '@linli/domain/viewer';
import { subjectOf, whatIsLeft, type Revocation } from './revocation.rules.js';

const PERSON = '01890a5d-ac96-774b-bcce-b302099a8057';
const UNIT = '01890a5d-ac96-774b-bcce-b302099a8058';
const community: RoleHeld = { role: 'COMMUNITY_OFFICER', territory: '340705402001' };
const grid: RoleHeld = { role: 'GRID_WORKER', territory: '340705402001003' };
const city: RoleHeld = { role: 'ANALYST', territory: '3407' };
const representative: RoleHeld = { role: 'UNIT_REPRESENTATIVE', unit: UNIT };
const viewer: Viewer = { person: PERSON, roles: [community, grid, city, representative] };
const ISSUED = 1_000;

const revoked = (changes: Partial<Revocation>): Revocation => ({
  subject: PERSON,
  territory: null,
  unit: null,
  at: ISSUED,
  ...changes,
});
const rolesLeft = (...revocations: Revocation[]) => whatIsLeft(viewer, ISSUED, revocations)?.roles;

describe('a revocation', () => {
  it('for a territory takes the roles held for it or within it, and leaves those around it', () => {
    expect(rolesLeft(revoked({ territory: '340705402001' }))).toEqual([city, representative]);
    expect(rolesLeft(revoked({ territory: '340705402001003' }))).toEqual([community, city, representative]);
    expect(rolesLeft(revoked({ territory: '340705402002' }))).toEqual(viewer.roles);
  });

  it('for a unit takes what is held for it', () => {
    expect(rolesLeft(revoked({ unit: UNIT.toUpperCase() }))).toEqual([community, grid, city]);
    expect(rolesLeft(revoked({ unit: PERSON }))).toEqual(viewer.roles);
  });

  it('for neither takes the token', () => {
    expect(whatIsLeft(viewer, ISSUED, [revoked({})])).toBeNull();
  });

  it('comes on top of others', () => {
    expect(rolesLeft(revoked({ territory: '34' }), revoked({ unit: UNIT }))).toEqual([]);
  });

  it('leaves tokens that were issued after it', () => {
    expect(whatIsLeft(viewer, ISSUED, [revoked({ at: ISSUED - 1 })])).toBe(viewer);
    expect(whatIsLeft(viewer, ISSUED, [])).toBe(viewer);
  });
});

it('a person is the same subject however their id is written, and a machine is its account', () => {
  expect(subjectOf({ person: PERSON.toUpperCase(), roles: [] })).toBe(PERSON);
  expect(subjectOf({ person: null, account: 'Nightly-Export', roles: [] })).toBe('Nightly-Export');
});
