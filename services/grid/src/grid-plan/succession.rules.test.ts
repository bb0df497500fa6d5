import { describe, expect, it } from '@jest/globals';
import { Succession } from './succession.rules.js';

const [A, B, C] = ['340705402001001', '340705402001002', '340705402001003'];
const today = new Map(
  Object.entries({ a1: `${A}01`, a2: `${A}01`, a3: `${A}02`, a4: `${A}02`, b1: B ?? '', b2: B ?? '', c1: C ?? '' }),
);
const opened = [
  { sequence: 1, buildings: ['a1', 'a2', 'a3'], goesOnAs: A ?? null },
  { sequence: 2, buildings: ['a4', 'b1', 'b2', 'c1'], goesOnAs: B ?? null },
];
const succession = new Succession(opened, today);
const post = (role: string, territory: string | undefined, building: string | null = null) =>
  succession.placeOfPost({ role, territory: territory ?? '', building });

describe('when a plan is adopted', () => {
  it('the grids close whose buildings go into another, which remembers them', () => {
    expect(succession.closing).toEqual([A, B, C]);
    expect(opened.map((grid) => succession.predecessorsOf(grid))).toEqual([[A], [A, B, C]]);
  });

  it('a micro-grid goes over whole, or closes where its buildings part', () => {
    expect(succession.placeOfMicroGrid(`${A}01`)).toEqual({ sequence: 1, microGrid: `${A}01` });
    expect(succession.placeOfMicroGrid(`${A}02`)).toBeNull();
    expect(succession.placeOfBuilding('a1')).toEqual({ sequence: 1, microGrid: `${A}01` });
    expect(succession.placeOfBuilding('a4')).toEqual({ sequence: 2, microGrid: null });
    expect(succession.placeOfBuilding('d1')).toBeNull();
  });

  it('a micro-grid without buildings goes with the grid that goes on as its own', () => {
    expect(succession.placeOfMicroGrid(`${B}01`)).toEqual({ sequence: 2, microGrid: `${B}01` });
    expect(succession.placeOfMicroGrid(`${C}01`)).toBeNull();
  });

  it('what goes over whole takes the place of a micro-grid, else the grids that its buildings go into', () => {
    expect(succession.successorsOfMicroGrid(`${A}01`)).toEqual([{ sequence: 1, microGrid: `${A}01` }]);
    expect(succession.successorsOfMicroGrid(`${A}02`)).toEqual([
      { sequence: 1, microGrid: null },
      { sequence: 2, microGrid: null },
    ]);
  });

  it('the grid that most of its own went into takes the place of a micro-grid without buildings', () => {
    expect(succession.successorsOfMicroGrid(`${C}01`)).toEqual([{ sequence: 2, microGrid: null }]);
  });

  it('a leader goes on with the grid that goes on as theirs, and with no other', () => {
    expect(post('GRID_LEADER', A)).toEqual({ sequence: 1, microGrid: null });
    expect(post('GRID_LEADER', C)).toBeNull();
    expect(post('MICRO_GRID_LEADER', `${A}01`)).toEqual({ sequence: 1, microGrid: `${A}01` });
    expect(post('MICRO_GRID_LEADER', `${A}02`)).toBeNull();
  });

  it('others go there too, else to where most buildings of their grid went, and chiefs with their building', () => {
    expect(post('GRID_WORKER', B)).toEqual({ sequence: 2, microGrid: null });
    expect(post('GRID_WORKER', C)).toEqual({ sequence: 2, microGrid: null });
    expect(post('BUILDING_CHIEF', `${A}02`, 'a4')).toEqual({ sequence: 2, microGrid: null });
    expect(post('ENTRANCE_CHIEF', `${A}01`, 'a2')).toEqual({ sequence: 1, microGrid: `${A}01` });
  });
});
