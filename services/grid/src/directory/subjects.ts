import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

/**
 * Opens the rows about some people to the rest of the transaction, wherever their posts are. For use cases that are about these
 * people and have decided, or decide next, that the viewer may have them.
 */
export async function openSubjects(em: EntityManager, people: readonly string[]): Promise<void> {
  await sql`select set_config('linli.subjects', ${people.join(',')}, true)`.execute(em.getKysely());
}
