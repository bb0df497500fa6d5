import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { RequestErrors } from '@linli/subgraph/request.errors';

/** Refuses an input that names an area which the table does not have. */
export async function assertKnownArea(em: EntityManager, code: string, path: string): Promise<void> {
  const { rows } = await sql`select from area where code = ${code}`.execute(em.getKysely());
  if (rows.length === 0) throw RequestErrors.unknownReference({ path });
}
