import { describe, expect, it } from '@jest/globals';
import { holdsRoleIn, OFFICERS, PUBLIC, rolesFromClaim, territoriesOf, unitsOf, type Viewer } from './viewer.js';

const STREET = '340705402';
const UNIT = '01a20000-0000-7000-8000-000000000001';
const COMMUNITY = '340705402001';
const NEXT_COMMUNITY = '340705403001';

const viewer: Viewer = {
  person: '00000000-0000-7000-8000-000000000001',
  roles: [
    { role: 'STREET_OFFICER', territory: STREET },
    { role: 'RESIDENT', territory: NEXT_COMMUNITY },
    { role: 'UNIT_REPRESENTATIVE', unit: UNIT },
  ],
};

describe('a viewer', () => {
  it('holds a role in its whole subtree', () => {
    expect(holdsRoleIn(viewer, OFFICERS, STREET)).toBe(true);
    expect(holdsRoleIn(viewer, OFFICERS, COMMUNITY)).toBe(true);
  });

  it('holds it neither beside nor around its territory', () => {
    expect(holdsRoleIn(viewer, OFFICERS, NEXT_COMMUNITY)).toBe(false);
    expect(holdsRoleIn(viewer, OFFICERS, '340705')).toBe(false);
  });

  it('holds no role of another name there', () => {
    expect(holdsRoleIn(viewer, ['RESIDENT'], COMMUNITY)).toBe(false);
  });

  it('representing a unit holds no role for a territory', () => {
    expect(holdsRoleIn({ ...viewer, roles: [{ role: 'UNIT_REPRESENTATIVE', unit: '34' }] }, OFFICERS, '34')).toBe(
      false,
    );
  });

  it('has the territories and units of its roles', () => {
    expect(territoriesOf(viewer, OFFICERS)).toEqual([STREET]);
    expect(territoriesOf(viewer, ['UNIT_REPRESENTATIVE'])).toEqual([]);
    expect(unitsOf(viewer)).toEqual([UNIT]);
  });

  it('that is the public has neither person nor roles', () => {
    expect(PUBLIC).toEqual({ person: null, roles: [] });
    expect(unitsOf(PUBLIC)).toEqual([]);
  });
});

describe('the roles of a token', () => {
  it('are read with a territory, or a unit for its representative', () => {
    expect(
      rolesFromClaim([
        { role: 'GRID_WORKER', territory: COMMUNITY, unit: 'left out' },
        { role: 'UNIT_REPRESENTATIVE', unit: UNIT, territory: COMMUNITY },
      ]),
    ).toEqual([
      { role: 'GRID_WORKER', territory: COMMUNITY },
      { role: 'UNIT_REPRESENTATIVE', unit: UNIT },
    ]);
  });

  it.each([
    ['no list', { role: 'RESIDENT', territory: COMMUNITY }],
    ['nothing', undefined],
    ['a name that is no role', [{ role: 'MAYOR', territory: COMMUNITY }]],
    ['a role without a territory', [{ role: 'RESIDENT' }]],
    ['a territory that is no code', [{ role: 'RESIDENT', territory: '%' }]],
    ['an empty territory', [{ role: 'CITY_OFFICER', territory: '' }]],
    ['a unit that is no id', [{ role: 'UNIT_REPRESENTATIVE', unit: 'bank' }]],
    ['a representative without a unit', [{ role: 'UNIT_REPRESENTATIVE', territory: COMMUNITY }]],
    ['one bad role among good ones', [{ role: 'RESIDENT', territory: COMMUNITY }, null]],
    ['more than 50 roles', Array.from({ length: 51 }, () => ({ role: 'RESIDENT', territory: COMMUNITY }))],
  ])('are none at all where the claim holds %s', (_, claim) => {
    expect(rolesFromClaim(claim)).toBeNull();
  });

  it('may be an empty list', () => {
    expect(rolesFromClaim([])).toEqual([]);
  });
});
