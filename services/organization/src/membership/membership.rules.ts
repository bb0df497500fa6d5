import type { CivilDay } from '@linli/domain/civil-time';
import { PartyOrganizationKind } from '../party-organization/party-organization.rules.js';

export enum MembershipStatus {
  FULL = 'FULL',
  PROBATIONARY = 'PROBATIONARY',
  ACTIVIST = 'ACTIVIST',
  APPLICANT = 'APPLICANT',
}

/** A membership as far as reporting at home depends on it. */
export interface ReportingMembership {
  readonly organization: string;
  readonly joinedOn: CivilDay;
  readonly leftOn: CivilDay | null;
}

export type ReportRefusal = 'MEMBERSHIP_ENDED' | 'KEPT_THERE' | 'NOT_RESIDENTIAL' | 'DAY_OUT_OF_PLACE';

/**
 * Why a member may not report to an organisation from a day on; null where they may. They report to a territorial organisation
 * other than the one that keeps their membership (双报到), not before they joined and not in days to come.
 */
export function refusalOfReport(
  membership: ReportingMembership,
  organization: { readonly id: string; readonly kind: PartyOrganizationKind },
  on: CivilDay,
  today: CivilDay,
): ReportRefusal | null {
  if (membership.leftOn !== null) return 'MEMBERSHIP_ENDED';
  if (organization.kind !== PartyOrganizationKind.TERRITORIAL) return 'NOT_RESIDENTIAL';
  if (membership.organization === organization.id) return 'KEPT_THERE';
  return on > today || on < membership.joinedOn ? 'DAY_OUT_OF_PLACE' : null;
}
