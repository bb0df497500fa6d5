import { AccessPurpose } from './access-purpose.rules.js';
import type { ReadingAs } from './reader.rules.js';

/** A wish to read how a person is reached, as far as the answer depends on it. */
export interface ContactAsked {
  readonly as: ReadingAs | null;
  readonly purpose: AccessPurpose;
  /** Trimmed; null where none is given. */
  readonly reason: string | null;
  /** Whether the person consents to this purpose now. */
  readonly consented: boolean;
}

export type ContactRefusal = 'NO_ROLE' | 'NO_REASON' | 'REASON_TOO_LONG' | 'NO_CONSENT';

const LONGEST_REASON = 200;

/**
 * Why contact data are not read; null where they are. The person reads their own as they like. Staff of their territory need
 * consent for the purpose, but in an emergency a reason, which is reviewed.
 */
export function refusalOfContact({ as, purpose, reason, consented }: ContactAsked): ContactRefusal | null {
  if (as === null) return 'NO_ROLE';
  if (reason !== null && Array.from(reason).length > LONGEST_REASON) return 'REASON_TOO_LONG';
  if (as.role === 'SELF') return null;
  if (purpose === AccessPurpose.EMERGENCY) return reason === null ? 'NO_REASON' : null;
  return consented ? null : 'NO_CONSENT';
}
