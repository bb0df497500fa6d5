import { describe, expect, it } from '@jest/globals';
import { HandlingLevel, refusalOfCategory } from './category.rules.js';

const ORDER = ['BUILDING', 'GRID', 'COMMUNITY', 'STREET', 'DISTRICT', 'CITY'];
const pairs = Object.values(HandlingLevel).flatMap((firstLevel) =>
  Object.values(HandlingLevel).map((lastLevel) => ({ firstLevel, lastLevel })),
);

describe('a category', () => {
  it.each(pairs)('may go from $firstLevel to $lastLevel only upwards', ({ firstLevel, lastLevel }) => {
    const crossed = ORDER.indexOf(firstLevel) > ORDER.indexOf(lastLevel);
    expect(refusalOfCategory({ firstLevel, lastLevel, parentIsAKind: false })).toBe(crossed ? 'LEVELS_CROSSED' : null);
  });

  it('lies under a class, not under a kind', () => {
    const levels = { firstLevel: HandlingLevel.GRID, lastLevel: HandlingLevel.STREET };
    expect(refusalOfCategory({ ...levels, parentIsAKind: true })).toBe('PARENT_IS_A_KIND');
  });
});
