import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { lastSuccessorsOf, type GridSuccession } from '@linli/domain/grid-succession';
import { covers } from '@linli/domain/territory';
import { holdGrids, markFollowed, successionsToFollow } from '@linli/persistence/grid-succession';
import { letCasesFollow, type FollowingCase } from '../case/following-cases.js';
import { gridsAround } from './grids-around.js';
import { placeAfter } from './succession.rules.js';

interface OpenCase {
  readonly id: string;
  readonly territory: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly gridOfBuilding: string | null;
}

interface TakenOver {
  readonly of: string;
  readonly to: string;
  readonly n: number;
}

/**
 * Lets the open cases of closed grids follow to their successors, once all buildings there have gone over; closed ones stay where
 * they happened. As many statements for any number of grids and cases, and one where nothing is to follow.
 */
export async function followGrids(em: EntityManager, now: Date): Promise<void> {
  const successions = await emptied(em, await successionsToFollow(em));
  if (successions.length === 0) return;
  const grids = successions.map(({ grid }) => grid);
  await holdGrids(em, grids);
  await letCasesFollow(em, await followingFrom(em, grids, successions), now);
  await markFollowed(em, grids);
}

/** Those whose grid has no building left by what the directory knows: until the last has gone, it is not known where most went. */
async function emptied(em: EntityManager, successions: readonly GridSuccession[]): Promise<readonly GridSuccession[]> {
  if (successions.length === 0) return [];
  const { rows } = await sql<{ code: string }>`
    select code from unnest(${successions.map(({ grid }) => grid)}::text[]) as given (code)
    where exists (select from directory_building b where b.grid >= given.code and b.grid < given.code || ':')`.execute(
    em.getKysely(),
  );
  const standing = new Set(rows.map(({ code }) => code));
  return successions.filter(({ grid }) => !standing.has(grid));
}

async function followingFrom(
  em: EntityManager,
  grids: readonly string[],
  successions: readonly GridSuccession[],
): Promise<FollowingCase[]> {
  const cases = await openCasesIn(em, grids);
  if (cases.length === 0) return [];
  const taken = await takenOver(em, grids);
  const around = await placesAround(em, cases);
  return cases.flatMap(({ id, territory: from, gridOfBuilding }) => {
    const successors = lastSuccessorsOf(from, successions).map((code) => ({
      code,
      buildings: taken.filter(({ of, to }) => of === from && covers(code, to)).reduce((sum, { n }) => sum + n, 0),
    }));
    const to = placeAfter({ gridOfBuilding, gridsAround: around.get(id) ?? [] }, successors);
    return to === null || to === from ? [] : [{ id, from, to }];
  });
}

async function openCasesIn(em: EntityManager, grids: readonly string[]): Promise<readonly OpenCase[]> {
  const { rows } = await sql<OpenCase>`
    select c.id, c.territory, c.latitude, c.longitude, b.grid as "gridOfBuilding"
    from "case" c left join directory_building b on b.id = c.building
    where c.territory = any(${[...grids]}::text[]) and c.status <> 'CLOSED'`.execute(em.getKysely());
  return rows;
}

/** How many buildings went from each of the grids to each other. */
async function takenOver(em: EntityManager, grids: readonly string[]): Promise<readonly TakenOver[]> {
  const { rows } = await sql<TakenOver>`
    select given.code as of, b.grid as to, count(*)::int as n
    from unnest(${[...grids]}::text[]) as given (code)
    join directory_building b on b.came_from >= given.code and b.came_from < given.code || ':'
    group by given.code, b.grid`.execute(em.getKysely());
  return rows;
}

/** The grids around the cases that have a position and no building. */
async function placesAround(
  em: EntityManager,
  cases: readonly OpenCase[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const positioned = cases.flatMap(({ id, gridOfBuilding, latitude, longitude }) =>
    gridOfBuilding !== null || latitude === null || longitude === null ? [] : [{ id, latitude, longitude }],
  );
  const around = await gridsAround(em, positioned);
  return new Map(positioned.map(({ id }, index) => [id, around[index] ?? []]));
}
