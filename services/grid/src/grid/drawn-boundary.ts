import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { crossingOf } from './boundary-crossing.rules.js';
import { overlapOf, SLIVER } from './boundary-overlap.rules.js';
import { polygonOf, ringOf, type Position } from './boundary.rules.js';
import { GridErrors } from './grid.errors.js';
import { isGridOpenOn } from './grid.loaders.js';
import { GridKind } from './grid.rules.js';

/** A boundary as it is about to be drawn; the grid has no code before it is opened. */
export interface DrawnBoundary {
  readonly code: string | null;
  readonly kind: GridKind;
  readonly boundary: readonly Position[] | null;
}

const PATH = 'input.boundary';

/**
 * Refuses a boundary that meets itself, or that overlaps that of another open grid by more than a sliver, with the place. Micro-grids
 * lie in their grids, and are held against micro-grids alone. Boundaries are drawn one after the other, so that of two that overlap
 * the second is refused.
 */
export async function assertMayBeDrawn(em: EntityManager, drawn: DrawnBoundary, today: string): Promise<void> {
  const { boundary } = drawn;
  if (boundary === null) return;
  const crossing = crossingOf(boundary);
  if (crossing !== null) throw GridErrors.boundaryCrossesItself({ ...toTheCentimetre(crossing), path: PATH });
  await sql`select pg_advisory_xact_lock(hashtext('grid.boundary'))`.execute(em.getKysely());
  for (const neighbour of await neighboursOf(em, { ...drawn, boundary }, today)) {
    const overlap = overlapOf(boundary, neighbour.ring);
    if (overlap === null || overlap.squareMetres <= SLIVER) continue;
    const squareMetres = Math.round(overlap.squareMetres);
    throw GridErrors.boundaryOverlaps({
      grid: neighbour.code,
      squareMetres,
      ...toTheCentimetre(overlap.at),
      path: PATH,
    });
  }
}

/** Open grids of the same layer whose boundaries may reach into a ring, by code. */
async function neighboursOf(
  em: EntityManager,
  { code, kind, boundary }: DrawnBoundary & { readonly boundary: readonly Position[] },
  today: string,
): Promise<{ code: string; ring: Position[] }[]> {
  const { rows } = await sql<{ code: string; boundary: string }>`
    select grid.code, grid.boundary::text as boundary from grid
    where box(grid.boundary) && box(${polygonOf(boundary)}::polygon) and ${isGridOpenOn(today)}
      and (grid.kind = 'MICRO') = ${kind === GridKind.MICRO} and grid.code is distinct from ${code}
    order by grid.code`.execute(em.getKysely());
  return rows.map((row) => ({ code: row.code, ring: ringOf(row.boundary) }));
}

function toTheCentimetre({ latitude, longitude }: Position): Position {
  return { latitude: Number(latitude.toFixed(7)), longitude: Number(longitude.toFixed(7)) };
}
