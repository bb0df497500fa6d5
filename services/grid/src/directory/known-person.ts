import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { openSubjects } from './subjects.js';

/**
 * The id of the person whom an input names; refuses one whom the directory does not have or whom the viewer's offices do not look
 * after, and one who is erased. A mask that is public does not suffice, or appointing someone would be a way to their name. News of
 * their erasure waits for the transaction to end, and then finds what it made.
 */
export async function knownPerson(em: EntityManager, id: string, path: string): Promise<string> {
  await openSubjects(em, [id]);
  const { rows } = await sql<{ id: string }>`
    select id from directory_person
    where id = ${id} and not erased and linli_within(territory, 'linli.changes') for share`.execute(em.getKysely());
  if (rows[0] === undefined) throw RequestErrors.unknownReference({ path });
  return rows[0].id;
}
