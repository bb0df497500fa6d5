import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { UnitWhereabouts } from './unit.events.js';

/** Where each of the units is; one statement for any number of them. */
export async function placesOf(em: EntityManager, units: readonly string[]): Promise<Map<string, UnitWhereabouts>> {
  const { rows } = await sql<UnitWhereabouts & { unit: string }>`
    select id as unit,
      array(select community from unit_community where unit = id order by community) as communities,
      array(select grid from unit_grid where unit = id order by grid) as grids
    from unnest(${[...units]}::uuid[]) as given (id)`.execute(em.getKysely());
  return new Map(rows.map(({ unit, communities, grids }) => [unit, { communities, grids }]));
}

export async function placesOfUnit(em: EntityManager, unit: string): Promise<UnitWhereabouts> {
  return (await placesOf(em, [unit])).get(unit) ?? NOWHERE;
}

export const NOWHERE: UnitWhereabouts = { communities: [], grids: [] };
