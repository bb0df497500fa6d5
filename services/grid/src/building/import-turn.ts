import { sql } from 'kysely';
import type { EntityManager } from '@mikro-orm/postgresql';
import { BuildingErrors } from './building.errors.js';
import type { BuildingRow } from './building.entity.js';

/** Whoever names a building holds it with others, an import of buildings alone: so neither misses what the other names. */
const NAMING = 727_003;

/**
 * Waits for an import of buildings that runs, and says whether there was one; the next waits until the transaction ends. Before any row
 * is locked, since an import waits for rows too.
 */
export async function waitForImport(em: EntityManager): Promise<boolean> {
  const kysely = em.getKysely();
  const { rows } = await sql<{ isFree: boolean }>`
    select pg_try_advisory_xact_lock_shared(${NAMING}) as "isFree"`.execute(kysely);
  if (rows[0]?.isFree === true) return false;
  await sql`select pg_advisory_xact_lock_shared(${NAMING})`.execute(kysely);
  return true;
}

/** Waits for those who are naming a building, and lets no other name one until the import ends. */
export async function waitForNaming(em: EntityManager): Promise<void> {
  await sql`select pg_advisory_xact_lock(${NAMING})`.execute(em.getKysely());
}

/**
 * Refuses a building that the import which was waited for has brought in: nobody could see it there. At any other time an officer who
 * gives a number again means another building.
 */
export async function assertNotImported(
  em: EntityManager,
  { id, grid, compound, number }: Pick<BuildingRow, 'id' | 'grid' | 'compound' | 'number'>,
): Promise<void> {
  const { rows } = await sql`
    select from building
    where grid = ${grid} and number = ${number} and compound is not distinct from ${compound}::uuid and id <> ${id}
    limit 1`.execute(em.getKysely());
  if (rows.length > 0) throw BuildingErrors.justImported({ grid, number, path: 'input.number' });
}
