import type { DomainEvent } from '@linli/domain/domain-event';

/** What other services know of a party organisation; grids and buildings are those that it covers on the day of the fact. */
export interface PartyOrganizationFact {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly kind: string;
  readonly area: string;
  readonly parent: string | null;
  readonly dissolvedOn: string | null;
  readonly grids: readonly string[];
  readonly buildings: readonly string[];
}

/** `TerritoryMoved`: what it covers followed the successions of grids. */
export type PartyOrganizationEventType =
  'PartyOrganizationFounded' | 'TerritoryCovered' | 'TerritoryUncovered' | 'TerritoryMoved';

export function partyOrganizationEvent(
  type: PartyOrganizationEventType,
  version: number,
  fact: PartyOrganizationFact,
): DomainEvent {
  return { type, aggregateType: 'partyOrganization', aggregateId: fact.id, version, payload: { ...fact } };
}
