import type { DomainEvent } from '@linli/domain/domain-event';

/** What other services hear of a claim. */
export interface ClaimFact {
  readonly id: string;
  readonly resource: string;
  readonly community: string;
  readonly quantity: number;
  readonly status: string;
}

export type ClaimEventType = 'ResourceClaimed' | 'ClaimWithdrawn';

export function claimEvent(type: ClaimEventType, fact: ClaimFact & { readonly version: number }): DomainEvent {
  const { id, resource, community, quantity, status, version } = fact;
  const payload = { id, resource, community, quantity, status };
  return { type, aggregateType: 'claim', aggregateId: id, version, payload };
}
