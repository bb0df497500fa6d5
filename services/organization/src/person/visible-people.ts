import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { isId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';

/** Refuses the input at a path, for each person, that names someone whom the viewer does not see; one statement, inside a session. */
export async function assertVisiblePeople(
  em: EntityManager,
  named: readonly { id: string; path: string }[],
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from person where id = any(${named.map(({ id }) => id).filter(isId)}::uuid[]) and erased_at is null`.execute(
    em.getKysely(),
  );
  const visible = new Set(rows.map(({ id }) => id));
  const unknown = named.find(({ id }) => !visible.has(id.toLowerCase()));
  if (unknown !== undefined) throw RequestErrors.unknownReference({ path: unknown.path });
}
