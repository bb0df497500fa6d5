import { CO_BUILDERS } from './co-builders.js';
import { inventedName, numeral } from './names.js';
import { Lots } from './random.js';
import { evenly, inRuns, lessEvenly } from './shares.js';
import { TIANJINGHU } from './tianjinghu.js';
import type { Town } from './town.js';

export interface PlannedBranch {
  readonly name: string;
  readonly grid: number;
}

export interface PlannedGroup {
  readonly name: string;
  readonly branch: number;
  readonly buildings: readonly number[];
}

export interface PlannedMember {
  readonly name: string;
  readonly status: 'FULL' | 'PROBATIONARY';
  readonly joinedOn: string;
}

/** A member whose membership is kept in a group, or in the branch itself, whose secretary they then are. */
export interface PlacedMember extends PlannedMember {
  readonly branch: number;
  readonly group: number | null;
}

/**
 * The party organisations below the community's committee, and who belongs to them; grids, buildings, branches and groups are named
 * by their place in their lists.
 */
export interface Chain {
  readonly branches: readonly PlannedBranch[];
  readonly groups: readonly PlannedGroup[];
  readonly members: readonly PlacedMember[];
  /** Of each co-building unit, its members who report to the community, its leader first. */
  readonly reporting: readonly (readonly PlannedMember[])[];
}

const SEED = 19_210_723;
const IN_A_BRANCH = { least: 24, most: 42 };
const REPORTING_FROM_A_UNIT = { least: 8, most: 20 };

/** Shares the 30 branches, 81 groups and 971 members of the report out over the town, and the 142 over their units; always the same. */
export function planChain(town: Town): Chain {
  const lots = new Lots(SEED);
  const branches = branchesOf(town);
  const groups = groupsOf(town, branches);
  const members = lessEvenly(lots, evenly(TIANJINGHU.members, branches.length), IN_A_BRANCH);
  const reporting = lessEvenly(lots, evenly(TIANJINGHU.reportedMembers, CO_BUILDERS.length), REPORTING_FROM_A_UNIT);
  return {
    branches,
    groups,
    members: members.flatMap((count, branch) => membersOf(lots, branch, count, groups)),
    reporting: reporting.map((count) => Array.from({ length: count }, () => member(lots))),
  };
}

/** One branch to each grid, and a second one to as many as there are branches over, spread among them; counted by village. */
function branchesOf({ grids, villages }: Town): PlannedBranch[] {
  const over = TIANJINGHU.branches - grids.length;
  const isSecond = (grid: number) =>
    Math.floor(((grid + 1) * over) / grids.length) > Math.floor((grid * over) / grids.length);
  const placed = grids.flatMap(({ village }, grid) =>
    Array.from({ length: isSecond(grid) ? 2 : 1 }, () => ({ village, grid })),
  );
  return placed.map(({ village, grid }, at) => {
    const nth = placed.slice(0, at + 1).filter((branch) => branch.village === village).length;
    return { name: `${villages[village]?.name ?? ''}第${numeral(nth)}支部`, grid };
  });
}

/** Groups shared out over the grids, then over a grid's branches; each takes buildings that follow one another. */
function groupsOf({ grids, buildings }: Town, branches: readonly PlannedBranch[]): PlannedGroup[] {
  return evenly(TIANJINGHU.groups, grids.length).flatMap((count, grid) => {
    const here = branches.flatMap((branch, at) => (branch.grid === grid ? [at] : []));
    const branchOf = evenly(count, here.length).flatMap((groups, at) => Array<number>(groups).fill(here[at] ?? 0));
    const standing = buildings.flatMap((building, at) => (building.grid === grid ? [at] : []));
    return inRuns(standing, evenly(standing.length, count)).map((taken, at) => {
      const branch = branchOf[at] ?? 0;
      const nth = at - branchOf.indexOf(branch) + 1;
      return { name: `${branches[branch]?.name ?? ''}第${numeral(nth)}党小组`, branch, buildings: taken };
    });
  });
}

/** The secretary in the branch itself, the others in its groups. */
function membersOf(lots: Lots, branch: number, count: number, groups: readonly PlannedGroup[]): PlacedMember[] {
  const here = groups.flatMap((group, at) => (group.branch === branch ? [at] : []));
  const placed = evenly(count - 1, here.length).flatMap((members, at) => Array<number>(members).fill(here[at] ?? 0));
  return [
    { ...member(lots), status: 'FULL', branch, group: null },
    ...placed.map((group) => ({ ...member(lots), branch, group })),
  ];
}

function member(lots: Lots): PlannedMember {
  const name = inventedName(lots);
  const isNew = lots.between(1, 40) === 1;
  const day = `${String(lots.between(1, 12)).padStart(2, '0')}-${String(lots.between(1, 28)).padStart(2, '0')}`;
  // Who is on probation has joined within the year before the report.
  return isNew
    ? { name, status: 'PROBATIONARY', joinedOn: `2011-${day}` }
    : { name, status: 'FULL', joinedOn: `${lots.between(1965, 2010)}-${day}` };
}
