import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { covers } from '@linli/domain/territory';
import { isId } from '@linli/persistence/columns';
import { CaseErrors } from '../case/case.errors.js';
import { gridsAround } from './grids-around.js';
import { isInReachOfCommunity, type Point } from './place.rules.js';

/** Where something is said to be: at least one of the three. */
export interface GivenPlace {
  readonly territory?: string | null | undefined;
  readonly building?: string | null | undefined;
  readonly location?: Point | null | undefined;
}

export interface Place {
  /** The grid's code, or the community's where no grid is known. */
  readonly territory: string;
  readonly building: string | null;
  readonly location: Point | null;
}

/**
 * Finds a place in the directory, so that a case is taken in while grid is away. The grid is the building's, else the one around
 * the point, else that of the nearest building within 200 m, else none, and the place is the community's. Refuses what does not
 * exist or contradicts itself as `BAD_USER_INPUT` with its path; three statements at the most.
 */
export async function findPlace(em: EntityManager, given: GivenPlace): Promise<Place> {
  const location = given.location ?? null;
  const territory = given.territory ?? null;
  if (given.building !== undefined && given.building !== null) {
    const grid = await gridOfBuilding(em, given.building);
    if (grid === null) throw CaseErrors.placeUnknown({ path: 'input.building' });
    assertWithin(territory, grid, 'input.building');
    await assertNear(em, grid, location);
    return { territory: grid, building: given.building, location };
  }
  if (territory !== null && !(await isKnown(em, territory))) throw CaseErrors.placeUnknown({ path: 'input.territory' });
  const grid = location === null ? null : await gridAround(em, location);
  if (grid !== null && (territory === null || territory.length <= 12)) {
    assertWithin(territory, grid, 'input.location');
    return { territory: grid, building: null, location };
  }
  if (territory !== null) {
    await assertNear(em, territory, location);
    return { territory, building: null, location };
  }
  if (location !== null) throw CaseErrors.placeUnknown({ path: 'input.location' });
  throw CaseErrors.placeMissing({ path: 'input' });
}

/** Refuses a point that no building of the community is anywhere near; where no building has a position, any point will do. */
async function assertNear(em: EntityManager, territory: string, point: Point | null): Promise<void> {
  if (point === null) return;
  const { rows } = await sql<{ latitude: number; longitude: number }>`
    select location[1] as latitude, location[0] as longitude from directory_building
    where community = left(${territory}, 12) and location is not null
    order by location <-> ${`(${point.longitude},${point.latitude})`}::point limit 1`.execute(em.getKysely());
  const [nearest] = rows;
  if (nearest !== undefined && !isInReachOfCommunity(point, nearest)) {
    throw CaseErrors.placesContradict({ path: 'input.location' });
  }
}

function assertWithin(territory: string | null, grid: string, path: string): void {
  if (territory !== null && !covers(territory, grid)) throw CaseErrors.placesContradict({ path });
}

async function gridOfBuilding(em: EntityManager, id: string): Promise<string | null> {
  if (!isId(id)) return null;
  const { rows } = await sql<{ grid: string }>`select grid from directory_building where id = ${id}`.execute(
    em.getKysely(),
  );
  return rows[0]?.grid ?? null;
}

/** Communities and open grids are places of cases; wider areas are not. */
async function isKnown(em: EntityManager, code: string): Promise<boolean> {
  const { rows } = await sql`
    select from directory_area where code = ${code} and level = 'COMMUNITY'
    union all
    select from directory_grid where code = ${code} and closed_on is null`.execute(em.getKysely());
  return rows.length > 0;
}

async function gridAround(em: EntityManager, point: Point): Promise<string | null> {
  const [grids] = await gridsAround(em, [point]);
  return grids?.[0] ?? null;
}
