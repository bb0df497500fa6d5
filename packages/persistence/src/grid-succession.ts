import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { GridSuccession } from '@linli/domain/grid-succession';

/**
 * The successions of grids that what a service keeps has yet to follow, with those that came after them, in the order of their
 * days. One waits until the directory has its grid as closed, in whichever order a feed tells.
 */
export async function successionsToFollow(em: EntityManager): Promise<readonly GridSuccession[]> {
  const { rows } = await sql<GridSuccession>`
    with recursive awaited (code) as (
      select predecessor from directory_grid_lineage where not followed
      union
      select successor from awaited join directory_grid_lineage on predecessor = awaited.code
    )
    select code as grid, closed_on as "closedOn", succeeded.successors
    from awaited join directory_grid using (code) cross join lateral (
      select array_agg(successor order by successor) as successors from directory_grid_lineage where predecessor = code
    ) succeeded
    where closed_on is not null and succeeded.successors is not null
    order by closed_on, code`.execute(em.getKysely());
  return rows;
}

/** Waits for whoever is putting something into one of the grids, and lets nobody else until the transaction ends. */
export async function holdGrids(em: EntityManager, codes: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtext('grid'), slot)
    from (select distinct grid_slot(code) as slot from unnest(${[...codes]}::text[]) as given (code) order by 1) slots`.execute(
    em.getKysely(),
  );
}

/** Keeps that what was in the grids is in their successors now: from here on nothing can be put into them. */
export async function markFollowed(em: EntityManager, grids: readonly string[]): Promise<void> {
  await sql`
    update directory_grid_lineage set followed = true
    where predecessor = any(${[...grids]}::text[]) and not followed`.execute(em.getKysely());
}

/**
 * SQL for a service that follows the successions of grids; for a migration after its `directory_grid_lineage`. A trigger that
 * `grid_was_succeeded` keeps from putting something into a grid waits for whoever holds the grid, and sees what they did; grids
 * share the slots of a lock, so that holding many takes few.
 */
export const gridSuccessionSql = `
  alter table directory_grid_lineage add column followed boolean not null default false;
  create index directory_grid_lineage_awaited on directory_grid_lineage (predecessor) where not followed;
  create function grid_slot(code text) returns integer language sql immutable parallel safe
    return hashtext(code) & 255;
  create function grid_was_succeeded(code text) returns boolean language plpgsql as $$
  begin
    perform pg_advisory_xact_lock_shared(hashtext('grid'), grid_slot(code));
    return exists (select from directory_grid_lineage where predecessor = code and followed);
  end $$;`;
