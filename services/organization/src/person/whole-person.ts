import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

/**
 * Opens all rows about one person to the rest of the transaction, wherever they are administered. For use cases that have decided
 * that the viewer may have the person as a whole: erasing them, and giving out a copy of what is held.
 */
export async function readWhole(em: EntityManager, person: string): Promise<void> {
  await sql`select set_config('linli.subject', ${person}, true)`.execute(em.getKysely());
}
