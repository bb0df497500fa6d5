import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { isId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';

/**
 * Refuses the input at a path, for each person, that names someone whom the viewer's offices do not look after: by the territory in
 * which they are registered, or by a membership kept or reported there. A mask that is public does not suffice, or seating someone
 * would be a way to their name. One statement, inside a session.
 */
export async function assertAdministeredPeople(
  em: EntityManager,
  named: readonly { id: string; path: string }[],
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select p.id from person p
    where p.id = any(${named.map(({ id }) => id).filter(isId)}::uuid[]) and p.erased_at is null
      and (linli_within(p.territory, 'linli.administers') or exists (
        select from party_membership m
        where m.person = p.id and m.left_on is null
          and (linli_within(m.area, 'linli.administers') or linli_within(m.residential_area, 'linli.administers'))))`.execute(
    em.getKysely(),
  );
  const administered = new Set(rows.map(({ id }) => id));
  const unknown = named.find(({ id }) => !administered.has(id.toLowerCase()));
  if (unknown !== undefined) throw RequestErrors.unknownReference({ path: unknown.path });
}
