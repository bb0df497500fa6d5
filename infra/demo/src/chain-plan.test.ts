import { describe, expect, test } from '@jest/globals';
import { planChain } from './chain-plan.js';
import { buildTown } from './town.js';

const town = buildTown();
const chain = planChain(town);
const { branches, groups, members, reporting } = chain;
const membersOf = (branch: number) => members.filter((member) => member.branch === branch);

describe('the party organisations of Tianjinghu', () => {
  test('are the 30 branches and 81 groups with 971 members of its report', () => {
    expect([branches.length, groups.length, members.length]).toEqual([30, 81, 971]);
  });

  test('are the same whenever they are planned', () => {
    expect(planChain(buildTown())).toEqual(chain);
  });

  test('have names of their own, counted by village', () => {
    const names = [...branches, ...groups].map(({ name }) => name);
    expect(new Set(names).size).toBe(111);
    const ofVillage = branches.map(({ name }) => name).filter((name) => name.startsWith('井湖村'));
    expect(ofVillage.slice(0, 3)).toEqual(['井湖村第一支部', '井湖村第二支部', '井湖村第三支部']);
    expect(groups[0]?.name).toBe('天桥新村第一支部第一党小组');
  });

  test('cover every grid with one branch or two', () => {
    const counts = town.grids.map((_, at) => branches.filter(({ grid }) => grid === at).length);
    expect(counts.filter((count) => count === 1)).toHaveLength(8);
    expect(counts.filter((count) => count === 2)).toHaveLength(11);
  });

  test('cover every building with one group, of a branch of its grid', () => {
    const covered = groups.flatMap(({ buildings }) => buildings).toSorted((a, b) => a - b);
    expect(covered).toEqual(town.buildings.map((_, at) => at));
    const astray = groups.filter(({ branch, buildings }) =>
      buildings.some((at) => town.buildings[at]?.grid !== branches[branch]?.grid),
    );
    expect(astray).toEqual([]);
    expect(groups.filter(({ buildings }) => buildings.length === 0)).toEqual([]);
    expect(branches.filter((_, at) => !groups.some(({ branch }) => branch === at))).toEqual([]);
  });

  test('have branches of three full members or more and fifty members at the most', () => {
    const sizes = branches.map((_, at) => membersOf(at).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(50);
    const full = branches.map((_, at) => membersOf(at).filter(({ status }) => status === 'FULL').length);
    expect(Math.min(...full)).toBeGreaterThanOrEqual(3);
    expect(new Set(sizes).size).toBeGreaterThan(5);
  });

  test('keep a secretary in each branch itself, who is a full member, and the others in its groups', () => {
    const secretaries = members.filter(({ group }) => group === null);
    expect(secretaries.map(({ branch }) => branch)).toEqual(branches.map((_, at) => at));
    expect(secretaries.filter(({ status }) => status !== 'FULL')).toEqual([]);
    expect(members.filter(({ branch, group }) => group !== null && groups[group]?.branch !== branch)).toEqual([]);
  });

  test('are reported to by 142 members of eleven units, none of them without one', () => {
    expect(reporting).toHaveLength(11);
    expect(reporting.flat()).toHaveLength(142);
    expect(Math.min(...reporting.map((ofUnit) => ofUnit.length))).toBeGreaterThan(0);
  });
});
