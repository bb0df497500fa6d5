import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { holdGrids, markFollowed, successionsToFollow } from '@linli/persistence/grid-succession';
import { publishAll } from '@linli/persistence/unit-of-work';
import { NOWHERE, placesOf } from './unit-places.js';
import { unitEvent, type UnitFacts } from './unit.events.js';
import { gridsAfter } from './unit.rules.js';

type VersionedUnit = UnitFacts & { readonly version: number };

/**
 * Draws the units of closed grids into what succeeded these, and tells others. As many statements for any number of grids and units,
 * and one where nothing is to follow.
 */
export async function followGrids(em: EntityManager, now: Date): Promise<void> {
  const successions = await successionsToFollow(em);
  if (successions.length === 0) return;
  const closed = successions.map(({ grid }) => grid);
  // Units before grids, as use cases lock them.
  await lockUnitsIn(em, closed);
  await holdGrids(em, closed);
  const left = await leave(em, closed);
  if (left.length > 0) {
    const drawn = left.flatMap(({ unit, grid }) => gridsAfter([grid], successions).map((to) => ({ unit, grid: to })));
    await drawInto(em, drawn);
    await tell(em, [...new Set(left.map(({ unit }) => unit))], now);
  }
  await markFollowed(em, closed);
}

interface Draw {
  readonly unit: string;
  readonly grid: string;
}

async function lockUnitsIn(em: EntityManager, grids: readonly string[]): Promise<void> {
  await sql`
    select from unit where id in (select unit from unit_grid where grid = any(${[...grids]}::text[]))
    order by id for no key update`.execute(em.getKysely());
}

async function leave(em: EntityManager, grids: readonly string[]): Promise<readonly Draw[]> {
  const { rows } = await sql<Draw>`
    delete from unit_grid where grid = any(${[...grids]}::text[]) returning unit, grid`.execute(em.getKysely());
  return rows;
}

async function drawInto(em: EntityManager, drawn: readonly Draw[]): Promise<void> {
  await sql`
    insert into unit_grid (unit, grid)
    select unit, grid from jsonb_to_recordset(${JSON.stringify(drawn)}::jsonb) as drawn (unit uuid, grid text)
    on conflict do nothing`.execute(em.getKysely());
}

async function tell(em: EntityManager, units: readonly string[], now: Date): Promise<void> {
  const { rows } = await sql<VersionedUnit>`
    update unit set version = version + 1 where id = any(${[...units]}::uuid[])
    returning id, name, credit_code as "creditCode", kind, status, version`.execute(em.getKysely());
  const places = await placesOf(em, units);
  const events = rows.map((unit) => unitEvent('UnitGridsMoved', unit, places.get(unit.id) ?? NOWHERE));
  await publishAll(em, events, now);
}
