import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { placesAfter, type GridSuccession } from '@linli/domain/grid-succession';
import { publishAll } from '@linli/persistence/unit-of-work';
import { NOWHERE, placesOf } from './unit-places.js';
import { unitEvent, type UnitFacts } from './unit.events.js';

interface Draw {
  readonly unit: string;
  readonly grid: string;
}

/** Keeps others from changing the units of the grids until the transaction ends. */
export async function lockUnitsIn(em: EntityManager, grids: readonly string[]): Promise<void> {
  await sql`
    select from unit where id in (select unit from unit_grid where grid = any(${[...grids]}::text[]))
    order by id for no key update`.execute(em.getKysely());
}

/**
 * Draws the units of closed grids into all that succeeded these, since they were drawn into the whole of each, and tells others. With
 * that a unit may be in more grids than it could be drawn into.
 */
export async function drawUnitsAnew(
  em: EntityManager,
  successions: readonly GridSuccession[],
  now: Date,
): Promise<void> {
  const left = await leave(
    em,
    successions.map(({ grid }) => grid),
  );
  if (left.length === 0) return;
  const drawn = left.flatMap(({ unit, grid }) => placesAfter([grid], successions).map((to) => ({ unit, grid: to })));
  await drawInto(em, drawn);
  await tell(em, [...new Set(left.map(({ unit }) => unit))], now);
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
  const { rows } = await sql<UnitFacts & { readonly version: number }>`
    update unit set version = version + 1 where id = any(${[...units]}::uuid[])
    returning id, name, credit_code as "creditCode", kind, status, version`.execute(em.getKysely());
  const places = await placesOf(em, units);
  const events = rows.map((unit) => unitEvent('UnitGridsMoved', unit, places.get(unit.id) ?? NOWHERE));
  await publishAll(em, events, now);
}
