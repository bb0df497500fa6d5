import { nextState, type Transitions } from '@linli/domain/transitions';

export enum ClaimStatus {
  CLAIMED = 'CLAIMED',
  SCHEDULED = 'SCHEDULED',
  DELIVERED = 'DELIVERED',
  CONFIRMED = 'CONFIRMED',
  WITHDRAWN = 'WITHDRAWN',
}

export type ClaimAction = 'SCHEDULE' | 'DELIVER' | 'CONFIRM' | 'WITHDRAW';

/** Claimed, given a time, delivered by the unit, confirmed by the community; until it is delivered it can be withdrawn. */
export const CLAIM_TRANSITIONS = {
  CLAIMED: { SCHEDULE: ClaimStatus.SCHEDULED, WITHDRAW: ClaimStatus.WITHDRAWN },
  SCHEDULED: {
    SCHEDULE: ClaimStatus.SCHEDULED,
    DELIVER: ClaimStatus.DELIVERED,
    WITHDRAW: ClaimStatus.WITHDRAWN,
  },
  DELIVERED: { CONFIRM: ClaimStatus.CONFIRMED },
  CONFIRMED: {},
  WITHDRAWN: {},
} as const satisfies Transitions<ClaimStatus, ClaimAction>;

/** The status that an action gives a claim; null where it cannot be taken. */
export function statusAfter(status: ClaimStatus, action: ClaimAction): ClaimStatus | null {
  return nextState<ClaimStatus, ClaimAction>(CLAIM_TRANSITIONS, status, action);
}

/** Claims on which something is still to come. */
export const OPEN_CLAIMS: readonly ClaimStatus[] = [ClaimStatus.CLAIMED, ClaimStatus.SCHEDULED, ClaimStatus.DELIVERED];
