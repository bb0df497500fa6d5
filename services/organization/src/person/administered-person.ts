import { LockMode } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { holdsRoleIn, OFFICERS } from '@linli/domain/viewer';
import { isId } from '@linli/persistence/columns';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { RequestErrors } from '@linli/subgraph/request.errors';
import type { Asking } from '../asking.js';
import { PersonRow } from './person.entity.js';

/**
 * The person whom the viewer may change, locked: their own, or one of a territory that they administer. Whom they may not see is
 * not found, whom they see and may not change is forbidden.
 */
export async function lockOwnOrAdministered(unit: UnitOfWork, { viewer }: Asking, id: string): Promise<PersonRow> {
  const { rows } = isId(id)
    ? await sql<{ id: string; territory: string }>`select id, territory from person where id = ${id}`.execute(
        unit.em.getKysely(),
      )
    : { rows: [] };
  const [seen] = rows;
  if (seen === undefined) throw RequestErrors.notFound({ path: 'id' });
  if (seen.id !== viewer.person && !holdsRoleIn(viewer, OFFICERS, seen.territory)) {
    throw RequestErrors.forbidden({ allowed: [...OFFICERS] });
  }
  return unit.em.findOneOrFail(PersonRow, { id: seen.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
