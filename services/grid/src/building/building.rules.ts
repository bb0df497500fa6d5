import { levelOf } from '@linli/domain/territory';
import { faultInPosition, type Position } from '../grid/boundary.rules.js';
import { nameFrom } from '../name.rules.js';

export interface NewBuilding {
  readonly grid: string;
  readonly compound?: string | null;
  readonly number: string;
  readonly entrances: number;
  readonly floors?: number | null;
  readonly households?: number | null;
  readonly location?: Position | null;
}

export interface BuildingChange {
  readonly number?: string | null;
  readonly grid?: string | null;
  readonly entrances?: number | null;
  readonly floors?: number | null;
  readonly households?: number | null;
  readonly location?: Position | null;
}

const ENTRANCES = { least: 1, most: 50 };
const FLOORS = { least: 1, most: 200 };
const HOUSEHOLDS = { least: 0, most: 10_000 };

/**
 * Path of the first input that a building does not take; null where it takes all. What is left out of a change stays; floors,
 * households and location may be taken off, which says that they are not known.
 */
export function faultInBuilding(building: NewBuilding | BuildingChange): string | null {
  const { number, grid, entrances, floors, households, location } = building;
  if (number !== undefined && nameFrom(number) === null) return 'input.number';
  if (grid !== undefined && !isGridCode(grid)) return 'input.grid';
  if (entrances === null || !isWithin(entrances, ENTRANCES)) return 'input.entrances';
  if (!isWithin(floors, FLOORS)) return 'input.floors';
  if (!isWithin(households, HOUSEHOLDS)) return 'input.households';
  return location === undefined || location === null ? null : faultInPosition(location, 'input.location');
}

/** A building stays in its community: grids are divided within one. */
export function mayStandIn(building: { grid: string }, grid: string): boolean {
  return building.grid.slice(0, 12) === grid.slice(0, 12);
}

function isGridCode(code: string | null): boolean {
  return code !== null && ['GRID', 'MICRO_GRID'].includes(levelOf(code));
}

function isWithin(value: number | null | undefined, bounds: { least: number; most: number }): boolean {
  return value === null || value === undefined || (value >= bounds.least && value <= bounds.most);
}
