import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { RequestErrors } from '@linli/subgraph/request.errors';

/** The id of the unit that an input names, null where it names none; refuses one that the directory does not have, or that was not confirmed. */
export async function knownUnit(em: EntityManager, id: string | null, path: string): Promise<string | null> {
  if (id === null) return null;
  const { rows } = await sql<{ id: string }>`
    select id from directory_unit where id = ${id} and status = 'ACTIVE'`.execute(em.getKysely());
  if (rows[0] === undefined) throw RequestErrors.unknownReference({ path });
  return rows[0].id;
}
