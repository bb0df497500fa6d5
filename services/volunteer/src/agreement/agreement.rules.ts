import type { CivilDay } from '@linli/domain/civil-time';
import { allow, refuse, type Outcome } from '@linli/domain/outcome';
import { nextState, type Transitions } from '@linli/domain/transitions';

export enum AgreementStatus {
  DRAFT = 'DRAFT',
  SIGNED = 'SIGNED',
  ENDED = 'ENDED',
}

export enum AgreementSide {
  COMMUNITY = 'COMMUNITY',
  UNIT = 'UNIT',
}

type AgreementAction = 'SIGN_FIRST' | 'SIGN_LAST';

/** An agreement holds once both sides have signed, in whichever order. */
const AGREEMENT_TRANSITIONS = {
  DRAFT: { SIGN_FIRST: AgreementStatus.DRAFT, SIGN_LAST: AgreementStatus.SIGNED },
  SIGNED: {},
  ENDED: {},
} as const satisfies Transitions<AgreementStatus, AgreementAction>;

/** The days on which the sides signed. */
export interface Signatures {
  readonly signedByCommunityOn: CivilDay | null;
  readonly signedByUnitOn: CivilDay | null;
}

export interface AgreementFacts extends Signatures {
  readonly status: AgreementStatus;
  readonly endsOn: CivilDay | null;
}

export type SigningRefusal = 'SIGNED_ALREADY' | 'NOT_YET' | 'AFTER_ITS_END';

/** What an agreement is after a side has signed it on a day, or why it cannot: once a side, not ahead of time, not after its end. */
export function sign(
  facts: AgreementFacts,
  side: AgreementSide,
  signedOn: CivilDay,
  today: CivilDay,
): Outcome<Signatures & { status: AgreementStatus }, SigningRefusal> {
  const [own, other] =
    side === AgreementSide.COMMUNITY
      ? [facts.signedByCommunityOn, facts.signedByUnitOn]
      : [facts.signedByUnitOn, facts.signedByCommunityOn];
  const action = other === null ? 'SIGN_FIRST' : 'SIGN_LAST';
  const status = nextState<AgreementStatus, AgreementAction>(AGREEMENT_TRANSITIONS, facts.status, action);
  if (own !== null || status === null) return refuse('SIGNED_ALREADY');
  if (signedOn > today) return refuse('NOT_YET');
  if (facts.endsOn !== null && signedOn > facts.endsOn) return refuse('AFTER_ITS_END');
  return side === AgreementSide.COMMUNITY
    ? allow({ status, signedByCommunityOn: signedOn, signedByUnitOn: other })
    : allow({ status, signedByCommunityOn: other, signedByUnitOn: signedOn });
}

/** The day from which both sides have signed: the later of the two; null before. */
export function signedOn({ signedByCommunityOn, signedByUnitOn }: Signatures): CivilDay | null {
  if (signedByCommunityOn === null || signedByUnitOn === null) return null;
  return signedByCommunityOn > signedByUnitOn ? signedByCommunityOn : signedByUnitOn;
}

/** How many resources an agreement lists at the most: it is a list without pages. */
export const MOST_RESOURCES = 100;
