import { sql } from 'kysely';
import type { Viewer } from '@linli/domain/viewer';
import { newId } from '@linli/persistence/columns';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import type { RevokedRoles } from './token-revocation.rules.js';

/** Revokes, of the tokens that were issued until now; gives the revocation's id. Whether there is such a subject is not asked. */
export async function revoke(
  unit: UnitOfWork,
  by: Pick<Viewer, 'person' | 'account'>,
  { subject, territory, unit: representedUnit }: RevokedRoles,
): Promise<string> {
  const id = newId();
  await sql`
    insert into token_revocation (id, subject, territory, unit, at, by_person, by_account)
    values (${id}, ${subject}, ${territory}, ${representedUnit}, ${unit.now}, ${by.person}, ${by.account ?? null})`.execute(
    unit.em.getKysely(),
  );
  unit.audit({ type: 'tokenSubject', id: subject, territory });
  return id;
}
