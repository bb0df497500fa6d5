import type { Metres, Position } from './ground.js';

/**
 * Tianjinghu (天井湖社区), by the lake of that name in Tongling, in the figures that its own report gives of it:
 * 《安徽省铜陵市铜官山区天井湖社区党工委先进事迹材料》, 2012. 「居民4900多户，总人口15000多人」 are lower bounds, which are taken as they stand.
 */
export const TIANJINGHU = {
  code: '340705402001',
  villages: 4,
  grids: 19,
  buildings: 245,
  households: 4_900,
  residents: 15_000,
  squareKilometres: 7.7,
  branches: 30,
  groups: 81,
  members: 971,
  /** In-service members, who belong to their unit and report to the community; not among the members. */
  reportedMembers: 142,
  /** Leaders of units who sit on the community's committee. */
  concurrentSeats: 5,
  /** Units with which the community has signed an agreement. */
  coBuilders: 11,
  /** A day for what the report gives no day for: it is of that year. */
  asOf: '2012-06-30',
} as const;

/** Where the park of the lake is. */
export const MIDDLE: Position = { latitude: 30.945, longitude: 117.815 };

/** The lake, as an ellipse about the middle: nobody lives there. Half its length and half its breadth. */
export const LAKE: Metres = { east: 450, north: 300 };

/** A village of the town: blocks of slab buildings between streets, a block a grid. */
export interface Village {
  readonly name: string;
  /** Blocks along each street, from north to south. */
  readonly blocks: readonly number[];
  readonly middle: Metres;
  /** By how many degrees its streets are turned, counter-clockwise. */
  readonly turnedBy: number;
}

/**
 * The four villages that the report names, shared out over its 19 grids. How they lie about the lake, and all that stands in them, is
 * made up: the report does not say.
 */
export const VILLAGES: readonly Village[] = [
  { name: '天桥新村', blocks: [3, 3], middle: { east: -650, north: 560 }, turnedBy: 6 },
  { name: '五松西村', blocks: [2, 2, 1], middle: { east: -830, north: -190 }, turnedBy: -9 },
  { name: '井湖村', blocks: [2, 2], middle: { east: 60, north: -560 }, turnedBy: 3 },
  { name: '车站新村', blocks: [1, 1, 1, 1], middle: { east: 800, north: 160 }, turnedBy: -18 },
];
