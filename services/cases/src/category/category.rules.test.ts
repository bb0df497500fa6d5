import { describe, expect, it } from '@jest/globals';
import { HandlingLevel, refusalOfCategory } from './category.rules.js';

const ORDER = ['BUILDING', 'GRID', 'COMMUNITY', 'STREET', 'DISTRICT', 'CITY'];
const pairs = Object.values(HandlingLevel).flatMap((firstLevel) =>
  Object.values(HandlingLevel).map((lastLevel) => ({ firstLevel, lastLevel })),
);

const CLASS = {
  firstLevel: HandlingLevel.GRID,
  lastLevel: HandlingLevel.STREET,
  isKind: false,
  hasKinds: false,
  parentIsAKind: false,
};

describe('a category', () => {
  it.each(pairs)('may go from $firstLevel to $lastLevel only upwards', ({ firstLevel, lastLevel }) => {
    const crossed = ORDER.indexOf(firstLevel) > ORDER.indexOf(lastLevel);
    expect(refusalOfCategory({ ...CLASS, firstLevel, lastLevel })).toBe(crossed ? 'LEVELS_CROSSED' : null);
  });

  it('lies under a class, not under a kind', () => {
    expect(refusalOfCategory({ ...CLASS, isKind: true })).toBeNull();
    expect(refusalOfCategory({ ...CLASS, isKind: true, parentIsAKind: true })).toBe('PARENT_IS_A_KIND');
  });

  it('with kinds of its own stays a class', () => {
    expect(refusalOfCategory({ ...CLASS, hasKinds: true })).toBeNull();
    expect(refusalOfCategory({ ...CLASS, hasKinds: true, isKind: true })).toBe('PARENT_IS_A_KIND');
  });
});
