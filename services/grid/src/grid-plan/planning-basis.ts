import { createHash } from 'node:crypto';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { codeAtLevel, rangeOf } from '@linli/domain/territory';
import { BuildingRow } from '../building/building.entity.js';
import { GridRow } from '../grid/grid.entity.js';
import { GridKind } from '../grid/grid.rules.js';
import type { BuildingToPlan } from './planner.js';

/** What a plan of a community is made from. */
export interface PlanningBasis {
  /** Open residential grids and the micro-grids of the community, by code. */
  readonly grids: readonly GridRow[];
  /** Those of the residential grids, by id. */
  readonly buildings: readonly BuildingRow[];
}

/**
 * The grids and buildings of a community as a plan takes them; special grids stay as they are. With a lock nobody enters or moves
 * a building, or changes a grid, until the transaction ends: grids are locked first, and whoever adds to one asks for it.
 */
export async function planningBasisOf(
  em: EntityManager,
  community: string,
  { isLocked = false } = {},
): Promise<PlanningBasis> {
  const lockMode = isLocked ? LockMode.PESSIMISTIC_WRITE : LockMode.NONE;
  const open = await em.find(GridRow, { community, closedOn: null }, { orderBy: { code: 'asc' }, lockMode });
  const special = new Set(open.filter((grid) => grid.kind === GridKind.SPECIAL).map((grid) => grid.code));
  const { from, until } = rangeOf(community);
  const buildings = await em.find(
    BuildingRow,
    { grid: { $gte: from, $lt: until } },
    { orderBy: { id: 'asc' }, lockMode },
  );
  return {
    grids: open.filter((grid) => !special.has(gridOf(grid.code))),
    buildings: buildings.filter((building) => !special.has(gridOf(building.grid))),
  };
}

/** The buildings as the planner takes them. */
export function buildingsToPlan({ buildings }: PlanningBasis): BuildingToPlan[] {
  return buildings.map(({ id, households, location, compound, grid }) => ({
    id,
    households,
    location,
    compound,
    grid: gridOf(grid),
  }));
}

/** The same for as long as a plan of the community would come out the same. */
export function fingerprintOf({ buildings }: PlanningBasis): string {
  const facts = buildings.map(({ id, grid, households, compound, location }) => [
    id,
    grid,
    households,
    compound,
    location?.latitude ?? null,
    location?.longitude ?? null,
  ]);
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** The grid that a code is, or is a micro-grid of. */
export function gridOf(code: string): string {
  return codeAtLevel(code, 'GRID') ?? code;
}
