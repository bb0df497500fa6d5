import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { isId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { InputErrors } from '../input.errors.js';
import { AgreementRow } from './agreement.entity.js';
import { AgreementErrors } from './agreement.errors.js';
import { AgreementStatus, MOST_RESOURCES } from './agreement.rules.js';

/** Puts resources of the unit on an agreement's list; refuses the first that is not its own, or is closed. */
export async function listResources(
  em: EntityManager,
  agreement: { readonly id: string; readonly unit: string },
  resources: readonly string[],
  path: string,
): Promise<void> {
  if (resources.length > MOST_RESOURCES) throw InputErrors.tooMany({ path, most: MOST_RESOURCES });
  const { rows } = await sql<{ id: string }>`
    insert into agreement_resource (agreement, resource)
    select ${agreement.id}::uuid, id from resource
    where id = any(${resources.filter(isId)}::uuid[]) and unit = ${agreement.unit}::uuid and not closed
    returning resource as id`.execute(em.getKysely());
  const listed = new Set(rows.map((row) => row.id));
  const unknown = resources.findIndex((id) => !listed.has(id.toLowerCase()));
  if (unknown >= 0) throw RequestErrors.unknownReference({ path: `${path}.${unknown}` });
}

/** The agreement on whose list a resource of the unit is to stand, locked so that the list keeps its bound. */
export async function openAgreement(em: EntityManager, id: string, unit: string, path: string): Promise<AgreementRow> {
  const row = isId(id) ? await em.findOne(AgreementRow, { id, unit }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (row === null) throw RequestErrors.unknownReference({ path });
  if (row.status === AgreementStatus.ENDED) throw AgreementErrors.ended({ title: row.title, path });
  const { rows } = await sql<{ listed: number }>`
    select count(*)::int as listed from agreement_resource where agreement = ${row.id}::uuid`.execute(em.getKysely());
  if ((rows[0]?.listed ?? 0) >= MOST_RESOURCES) throw InputErrors.tooMany({ path, most: MOST_RESOURCES });
  return row;
}
