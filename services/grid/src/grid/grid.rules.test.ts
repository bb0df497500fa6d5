import { describe, expect, it } from '@jest/globals';
import { faultInRing, polygonOf, ringOf } from './boundary.rules.js';
import {
  codeFrom,
  faultInGridChange,
  faultInNewGrid,
  GridKind,
  isOpenOn,
  mostCodesIn,
  type NewGrid,
} from './grid.rules.js';

const COMMUNITY = '340705402001';
const GRID = `${COMMUNITY}007`;
const grid = (given: Partial<NewGrid> = {}): NewGrid => ({
  community: COMMUNITY,
  name: '一网格',
  kind: GridKind.RESIDENTIAL,
  ...given,
});
const at = (longitude: number, latitude: number) => ({ longitude, latitude });
const triangle = [at(117.8, 30.9), at(117.81, 30.9), at(117.81, 30.91), at(117.8, 30.9)];

describe('a new grid', () => {
  it.each<[string, Partial<NewGrid>, string | null]>([
    ['of a community', {}, null],
    ['of a street', { community: '340705402' }, 'input.community'],
    ['without a name', { name: '  ' }, 'input.name'],
    ['with a name of 101 characters', { name: '网'.repeat(101) }, 'input.name'],
    ['with a name of 100 characters', { name: '网'.repeat(100) }, null],
    ['that has a parent without being a micro-grid', { parent: GRID }, 'input.parent'],
    ['that is a micro-grid without a parent', { kind: GridKind.MICRO }, 'input.parent'],
    ['that is a micro-grid of a grid', { kind: GridKind.MICRO, parent: GRID }, null],
    ['that is a micro-grid of another community', { kind: GridKind.MICRO, parent: '340705402002001' }, 'input.parent'],
    ['that is a micro-grid of a micro-grid', { kind: GridKind.MICRO, parent: `${GRID}01` }, 'input.parent'],
    ['with a boundary', { boundary: triangle }, null],
    ['with an open boundary', { boundary: [...triangle.slice(0, 3), at(117.8, 30.8)] }, 'input.boundary.3'],
  ])('%s', (_, given, fault) => {
    expect(faultInNewGrid(grid(given))).toBe(fault);
  });

  it('takes the next code of its community, a micro-grid that of its grid', () => {
    expect(codeFrom(COMMUNITY, 7)).toBe(GRID);
    expect(codeFrom(GRID, 7)).toBe(`${GRID}07`);
    expect([mostCodesIn(COMMUNITY), mostCodesIn(GRID)]).toEqual([999, 99]);
  });
});

describe('a change of a grid', () => {
  it('may take its boundary off, but not its name or its themes', () => {
    expect(faultInGridChange({ boundary: null })).toBeNull();
    expect(faultInGridChange({ name: null })).toBe('input.name');
    expect(faultInGridChange({ themes: null })).toBe('input.themes');
  });
});

describe('a boundary', () => {
  it('has at least four points, the last on the first', () => {
    expect(faultInRing(triangle, 'ring')).toBeNull();
    expect(faultInRing(triangle.slice(1), 'ring')).toBe('ring');
    expect(faultInRing([], 'ring')).toBe('ring');
  });

  it('lies on the earth', () => {
    expect(faultInRing([at(0, 91), ...triangle], 'ring')).toBe('ring.0.latitude');
    expect(faultInRing([at(-181, 0), ...triangle], 'ring')).toBe('ring.0.longitude');
  });

  it('is kept to the last digit', () => {
    const ring = [at(117.123456789012, 30.9), at(1e-7, -30), at(117.81, 30.91), at(117.123456789012, 30.9)];
    expect(ringOf(polygonOf(ring))).toEqual(ring);
  });
});

describe('a grid', () => {
  it('is open from its first day to the day before its successors', () => {
    const days = ['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'];
    expect(days.map((day) => isOpenOn({ openedOn: '2026-01-01', closedOn: '2026-07-01' }, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isOpenOn({ openedOn: '2026-01-01', closedOn: null }, '2099-01-01')).toBe(true);
  });
});
