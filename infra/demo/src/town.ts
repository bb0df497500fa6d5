import { positionOf, turned } from './ground.js';
import type { Metres, Position } from './ground.js';
import { Lots } from './random.js';
import { evenly, lessEvenly } from './shares.js';
import { MIDDLE, TIANJINGHU, VILLAGES } from './tianjinghu.js';
import type { Village } from './tianjinghu.js';

export interface TownGrid {
  readonly name: string;
  /** Of the village that it is a block of. */
  readonly village: number;
  /** Along the middle of the streets around it, so that neighbours share an edge and no ground. */
  readonly boundary: readonly Position[];
}

export interface TownBuilding {
  readonly village: number;
  readonly grid: number;
  /** Within its village, as on the plate. */
  readonly number: string;
  readonly entrances: number;
  readonly floors: number;
  readonly households: number;
  readonly location: Position;
}

/** All that stands in Tianjinghu; villages and grids are named by their place in their lists. */
export interface Town {
  readonly villages: readonly Village[];
  readonly grids: readonly TownGrid[];
  readonly buildings: readonly TownBuilding[];
}

/** A slab of flats, two at each landing of each entrance (一梯两户). */
interface Slab {
  readonly entrances: number;
  readonly floors: number;
  readonly households: number;
}

const SEED = 340_705_402;
const SLABS: readonly Omit<Slab, 'households'>[] = [1, 2, 3].flatMap((entrances) => [
  { entrances, floors: 5 },
  { entrances, floors: 6 },
]);
const LEAST_IN_A_BUILDING = 8;
const IN_A_GRID = { least: 245, most: 270 };
/** Flats of a block that stand empty or are shops. */
const MOST_EMPTY = 26;

/** From street to street: 3 slabs side by side, 5 rows one behind the other, the slot in the middle left as a yard. */
const BLOCK = { columns: 3, rows: 5, wide: 210, deep: 150, slot: { wide: 62, deep: 26 } };
const YARD = 7;

/** Builds Tianjinghu: the figures of its report, on ground that is made up, always the same. */
export function buildTown(): Town {
  const lots = new Lots(SEED);
  const grids = VILLAGES.flatMap(gridsOf);
  const buildings = evenly(TIANJINGHU.buildings, grids.length);
  const households = lessEvenly(lots, evenly(TIANJINGHU.households, grids.length), IN_A_GRID);
  const lastNumber = VILLAGES.map(() => 0);
  return {
    villages: VILLAGES,
    grids: grids.map(({ grid }) => grid),
    buildings: grids.flatMap(({ grid: { village }, toPosition }, grid) => {
      const slabs = slabsFor(lots, buildings[grid] ?? 0, households[grid] ?? 0);
      return slotsFor(lots, slabs.length).map((slot, index): TownBuilding => {
        const number = (lastNumber[village] ?? 0) + 1;
        lastNumber[village] = number;
        const slab = slabs[index] as Slab;
        return { village, grid, number: `${number}号楼`, ...slab, location: toPosition(slot) };
      });
    }),
  };
}

/** The blocks of a village, row by row, each with the way from places in it to positions on the earth. */
function gridsOf({ name, blocks, middle, turnedBy }: Village, village: number) {
  const columns = Math.max(...blocks);
  const at = (column: number, row: number): Metres => ({
    east: (column - columns / 2) * BLOCK.wide,
    north: (blocks.length / 2 - row) * BLOCK.deep,
  });
  const toPosition = (place: Metres) => positionOf(turned(place, middle, turnedBy), MIDDLE);
  const corners = [
    [0, 0],
    [0, 1],
    [1, 1],
    [1, 0],
    [0, 0],
  ] as const;
  const places = blocks.flatMap((count, row) => Array.from({ length: count }, (_, column) => ({ row, column })));
  return places.map(({ row, column }, index) => {
    const centre = at(column + 0.5, row + 0.5);
    return {
      grid: {
        name: `${name}第${index + 1}网格`,
        village,
        boundary: corners.map(([right, down]) => toPosition(at(column + right, row + down))),
      },
      toPosition: (slot: Metres) => toPosition({ east: centre.east + slot.east, north: centre.north + slot.north }),
    };
  });
}

/** Slabs for exactly so many households, with some flats to spare. */
function slabsFor(lots: Lots, count: number, households: number): Slab[] {
  for (;;) {
    const slabs = Array.from({ length: count }, () => lots.oneOf(SLABS)).map((slab) => ({
      ...slab,
      households: slab.entrances * slab.floors * 2,
    }));
    const spare = slabs.reduce((sum, slab) => sum + slab.households, 0) - households;
    if (spare >= 0 && spare <= MOST_EMPTY) return vacated(lots, slabs, spare);
  }
}

function vacated(lots: Lots, slabs: readonly Slab[], flats: number): Slab[] {
  const left = slabs.map((slab) => ({ ...slab }));
  for (let empty = 0; empty < flats;) {
    const slab = lots.oneOf(left);
    if (slab.households === LEAST_IN_A_BUILDING) continue;
    slab.households -= 1;
    empty += 1;
  }
  return left;
}

/** Where the slabs of a block stand, from its middle: never in the yard, and a step out of line along their row. */
function slotsFor(lots: Lots, count: number): Metres[] {
  const slots = Array.from({ length: BLOCK.columns * BLOCK.rows }, (_, slot) => slot).filter((slot) => slot !== YARD);
  const chosen = lots.shuffled(slots).slice(0, count);
  return chosen
    .toSorted((a, b) => a - b)
    .map((slot) => ({
      east: ((slot % BLOCK.columns) - 1) * BLOCK.slot.wide + lots.between(-5, 5),
      north: (2 - Math.floor(slot / BLOCK.columns)) * BLOCK.slot.deep,
    }));
}
