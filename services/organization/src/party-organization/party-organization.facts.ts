import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import type { CivilDay } from '@linli/domain/civil-time';
import { runsOn } from '../reading.js';
import type { PartyOrganizationFact } from './party-organization.events.js';

export type VersionedFact = PartyOrganizationFact & { readonly version: number };

/** Facts of the organisations that a condition leaves in, by id, with what they cover on the day; one statement. */
export async function factsOf(
  em: EntityManager,
  condition: RawBuilder<unknown>,
  day: CivilDay,
  limit: number,
): Promise<VersionedFact[]> {
  const { rows } = await sql<VersionedFact>`
    select o.id, o.name, o.level, o.kind, o.area, o.parent, o.dissolved_on as "dissolvedOn", o.version,
      coalesce((select jsonb_agg(distinct covered.grid order by covered.grid) from organization_grid covered
        where covered.organization = o.id and ${runsOn('covered', day)}), '[]') as grids,
      coalesce((select jsonb_agg(distinct covered.building order by covered.building) from organization_building covered
        where covered.organization = o.id and ${runsOn('covered', day)}), '[]') as buildings
    from party_organization o where ${condition} order by o.id limit ${limit}`.execute(em.getKysely());
  return rows;
}

/** The fact of one organisation as it is now, with its version apart. */
export async function factOf(
  em: EntityManager,
  id: string,
  day: CivilDay,
): Promise<{ version: number; fact: PartyOrganizationFact }> {
  const [row] = await factsOf(em, sql`o.id = ${id}`, day, 1);
  if (row === undefined) throw new Error(`party organisation ${id} has no row`);
  const { version, ...fact } = row;
  return { version, fact };
}
