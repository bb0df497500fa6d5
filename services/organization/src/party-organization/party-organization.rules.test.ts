import { expect, it } from '@jest/globals';
import {
  chainOf,
  LEVELS,
  LEVELS_BELOW,
  nameFrom,
  pathBelow,
  refusalOfParent,
  subtreeOf,
  type PartyOrganizationLevel,
} from './party-organization.rules.js';

it.each([
  ['WORKING_COMMITTEE', '-+++++'],
  ['COMMUNITY_COMMITTEE', '--++++'],
  ['GENERAL_BRANCH', '---+++'],
  ['BRANCH', '----++'],
  ['GROUP', '-----+'],
  ['MEMBER_HOUSEHOLD', '------'],
] as const)('below a %s stand the levels further down alone', (parent, row) => {
  const below: readonly PartyOrganizationLevel[] = LEVELS_BELOW[parent];
  expect(LEVELS.map((level) => (below.includes(level) ? '+' : '-')).join('')).toBe(row);
});

it.each([
  ['of a higher level around its area', 'BRANCH', '340705402001', 'WORKING_COMMITTEE', '340705402', null],
  ['of the same level', 'BRANCH', '340705402001', 'BRANCH', '340705402001', 'LEVEL_NOT_BELOW'],
  ['of a lower level', 'BRANCH', '340705402001', 'GROUP', '340705402001', 'LEVEL_NOT_BELOW'],
  ['of the community beside', 'BRANCH', '340705402001', 'WORKING_COMMITTEE', '340705403', 'AREA_OUTSIDE'],
] as const)(
  'an organisation stands below a parent %s as the table says',
  (_, level, area, parent, parentArea, expected) => {
    const placed = (of: string, at: string) => ({ level: of as PartyOrganizationLevel, area: at });
    expect(refusalOfParent(placed(level, area), placed(parent, parentArea))).toBe(expected);
  },
);

it('a path holds the chain, and its subtree is the range from it up to the next byte', () => {
  const path = pathBelow(pathBelow(pathBelow(null, 'a'), 'b'), 'c');
  expect(chainOf(path)).toEqual(['a', 'b']);
  const { below, until } = subtreeOf('a/b');
  expect([path >= below && path < until, 'a/b' >= below, 'a/c' < until]).toEqual([true, false, false]);
});

it('a name is trimmed and of 1 to 100 characters', () => {
  expect([nameFrom('  第一支部 '), nameFrom('  '), nameFrom('长'.repeat(101))]).toEqual(['第一支部', null, null]);
});
