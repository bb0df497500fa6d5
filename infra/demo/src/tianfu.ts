import { numeral } from './names.js';

/**
 * Tianfu (天福社区) in Tianchang, in the figures that its street gives of it: 广陵街道天福社区“三力”齐发, 天长市人民政府, 2023-07-19.
 * Each of 8 compounds has a branch (小区（网格）党支部), 4 have an owners' and 15 a management committee, so there are 19 of them.
 */
export const TIANFU = { code: '341181003010', compounds: 19, compoundBranches: 8 } as const;

/** The report does not count buildings; there are as few as a chain to the stairwell needs. */
const BUILDINGS_IN_A_COMPOUND = 2;

export interface TianfuCompound {
  readonly name: string;
  /** By its place among the grids; those with a branch have the grid of their number. */
  readonly grid: number;
  readonly buildings: readonly string[];
  readonly hasBranch: boolean;
}

/** The compounds of Tianfu, numbered since the report names none: the first eight have a branch and a grid, the others lie in these grids. */
export const COMPOUNDS: readonly TianfuCompound[] = Array.from({ length: TIANFU.compounds }, (_, at) => ({
  name: `天福第${numeral(at + 1)}小区`,
  grid: at % TIANFU.compoundBranches,
  buildings: Array.from({ length: BUILDINGS_IN_A_COMPOUND }, (_, nth) => `${nth + 1}号楼`),
  hasBranch: at < TIANFU.compoundBranches,
}));
