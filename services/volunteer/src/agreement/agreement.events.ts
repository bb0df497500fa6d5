import type { DomainEvent } from '@linli/domain/domain-event';
import { signedOn, type Signatures } from './agreement.rules.js';

/** What other services know of an agreement: whose it is and whether it holds, not its text. */
export interface AgreementFact extends Signatures {
  readonly id: string;
  readonly unit: string;
  readonly community: string;
  readonly status: string;
}

export type AgreementEventType = 'AgreementDrafted' | 'AgreementSigned';

export function agreementEvent(
  type: AgreementEventType,
  fact: AgreementFact & { readonly version: number },
): DomainEvent {
  const { id, version } = fact;
  return { type, aggregateType: 'agreement', aggregateId: id, version, payload: agreementPayload(fact) };
}

export function agreementPayload(fact: AgreementFact) {
  const { id, unit, community, status } = fact;
  return { id, unit, community, status, signedOn: signedOn(fact) };
}
