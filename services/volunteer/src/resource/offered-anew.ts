import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { placesAfter, type GridSuccession } from '@linli/domain/grid-succession';

/**
 * Offers the open resources that can be used in closed grids in all that succeeded these. Other services hear nothing of where a
 * resource can be used, and so nothing of this.
 */
export async function offerAnew(em: EntityManager, successions: readonly GridSuccession[]): Promise<void> {
  const closed = successions.map(({ grid }) => grid);
  const { rows } = await sql<{ id: string; territories: string[] }>`
    select id, territories from resource where territories && ${closed}::text[] and not closed
    order by id for no key update`.execute(em.getKysely());
  if (rows.length === 0) return;
  const offered = rows.map(({ id, territories }) => ({ id, territories: placesAfter(territories, successions) }));
  await sql`
    update resource set territories = array(select jsonb_array_elements_text(given.territories)), version = version + 1
    from jsonb_to_recordset(${JSON.stringify(offered)}::jsonb) as given (id uuid, territories jsonb)
    where resource.id = given.id`.execute(em.getKysely());
}
