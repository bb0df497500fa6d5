import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { nearestFirst, searchBox, type Point } from './place.rules.js';

interface Found {
  /** Which of the points, from 1. */
  readonly n: number;
  readonly grid: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/**
 * The grids to which each of the points may belong, the likeliest first: open ones whose boundary holds it, of several by code; then
 * those of the buildings within 200 m, the nearest first. One statement for any number of points.
 */
export async function gridsAround(
  em: EntityManager,
  points: readonly Point[],
): Promise<readonly (readonly string[])[]> {
  if (points.length === 0) return [];
  const [ats, boxes] = [points.map(spelt), points.map(searchBox)];
  const { rows } = await sql<Found>`
    select given.n::int as n, found.*
    from (
      select at::point, box::box, n from unnest(${ats}::text[], ${boxes}::text[]) with ordinality as spelt (at, box, n)
    ) given
    cross join lateral (
      select code as grid, null::float8 as latitude, null::float8 as longitude from directory_grid
      where closed_on is null and boundary && polygon(box(given.at, given.at)) and boundary @> given.at
      union all
      select grid, location[1], location[0] from directory_building where location <@ given.box
    ) found
    order by found.grid`.execute(em.getKysely());
  const found = Map.groupBy(rows, ({ n }) => n);
  return points.map((point, index) => {
    const near = found.get(index + 1) ?? [];
    const holding = near.flatMap(({ grid, latitude }) => (latitude === null ? [grid] : []));
    const buildings = near.flatMap(({ grid, latitude, longitude }) =>
      latitude === null || longitude === null ? [] : [{ grid, latitude, longitude }],
    );
    return [...new Set([...holding, ...nearestFirst(point, buildings)])];
  });
}

/** A point in PostgreSQL's spelling. */
function spelt({ latitude, longitude }: Point): string {
  return `(${longitude},${latitude})`;
}
