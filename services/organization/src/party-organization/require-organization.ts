import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { CivilDay } from '@linli/domain/civil-time';
import { isId } from '@linli/persistence/columns';
import { PartyOrganizationErrors } from './party-organization.errors.js';
import type { PartyOrganizationKind, PartyOrganizationLevel } from './party-organization.rules.js';

/** An organisation as use cases decide on it. */
export interface StandingOrganization {
  readonly id: string;
  readonly name: string;
  readonly level: PartyOrganizationLevel;
  readonly kind: PartyOrganizationKind;
  readonly area: string;
  readonly path: string;
  readonly dissolved_on: CivilDay | null;
}

/**
 * The organisations that are named, locked until the end of the transaction against other changes of what hangs on them. The
 * caller's `allows` says where they may change one; for whoever may not, there is none.
 */
export async function findOrganizations(
  em: EntityManager,
  ids: readonly string[],
  allows: (area: string) => boolean,
): Promise<Map<string, StandingOrganization>> {
  const { rows } = await sql<StandingOrganization>`
    select id, name, level, kind, area, path, dissolved_on from party_organization
    where id = any(${[...new Set(ids)].filter(isId)}::uuid[]) order by id for no key update`.execute(em.getKysely());
  return new Map(rows.filter(({ area }) => allows(area)).map((row) => [row.id, row]));
}

/** Refuses an organisation that is dissolved on the day. */
export function assertStands(organization: StandingOrganization, day: CivilDay, path: string): void {
  const { name, dissolved_on: dissolvedOn } = organization;
  if (dissolvedOn !== null && dissolvedOn <= day) {
    throw PartyOrganizationErrors.dissolved({ name, dissolvedOn, path });
  }
}
