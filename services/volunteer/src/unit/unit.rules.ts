import { nextState, type Transitions } from '@linli/domain/transitions';

export enum UnitKind {
  GOVERNMENT_BODY = 'GOVERNMENT_BODY',
  PUBLIC_INSTITUTION = 'PUBLIC_INSTITUTION',
  STATE_ENTERPRISE = 'STATE_ENTERPRISE',
  PRIVATE_ENTERPRISE = 'PRIVATE_ENTERPRISE',
  BANK = 'BANK',
  SCHOOL = 'SCHOOL',
  HOSPITAL = 'HOSPITAL',
  COURT = 'COURT',
  MILITARY = 'MILITARY',
  SOCIAL_ORGANIZATION = 'SOCIAL_ORGANIZATION',
}

export enum UnitStatus {
  APPLIED = 'APPLIED',
  ACTIVE = 'ACTIVE',
  SUSPENDED = 'SUSPENDED',
  REJECTED = 'REJECTED',
  WITHDRAWN = 'WITHDRAWN',
}

export type UnitAction = 'CONFIRM' | 'REJECT';

/** A unit registers itself and is confirmed, or turned away, by an officer of the community. */
const UNIT_TRANSITIONS = {
  APPLIED: { CONFIRM: UnitStatus.ACTIVE, REJECT: UnitStatus.REJECTED },
  ACTIVE: {},
  SUSPENDED: {},
  REJECTED: {},
  WITHDRAWN: {},
} as const satisfies Transitions<UnitStatus, UnitAction>;

/** The status that an action gives a unit; null where it cannot be taken. */
export function statusAfter(status: UnitStatus, action: UnitAction): UnitStatus | null {
  return nextState<UnitStatus, UnitAction>(UNIT_TRANSITIONS, status, action);
}

/** How many communities a unit reports to, grids it is drawn into, agreements it has, at the most: each is a list without pages. */
export const MOST_IN_A_LIST = 100;
