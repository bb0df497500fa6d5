import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

/**
 * Which of the people are in the vault and not erased, and stay so until the transaction ends: of nobody else does a feed bring
 * anything in, also while they are being erased.
 */
export async function lockKnownPeople(
  em: EntityManager,
  ids: readonly (string | null)[],
): Promise<ReadonlySet<string | null>> {
  const named = ids.filter((id) => id !== null);
  const { rows } = await sql<{ id: string }>`
    select id from person where id = any(${named}::uuid[]) and erased_at is null order by id for share`.execute(
    em.getKysely(),
  );
  return new Set(rows.map(({ id }) => id));
}
