import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { isId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';

/** Refuses an input that names a unit which the directory does not have, or which was not confirmed. */
export async function assertActiveUnit(em: EntityManager, id: string, path: string): Promise<void> {
  const { rows } = isId(id)
    ? await sql`select from directory_unit where id = ${id} and status = 'ACTIVE'`.execute(em.getKysely())
    : { rows: [] };
  if (rows.length === 0) throw RequestErrors.unknownReference({ path });
}
