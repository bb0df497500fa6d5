import type { DomainEvent } from '@linli/domain/domain-event';

/** That someone read personal data here, for the ledger that people and auditors see in organization. */
export interface AccessFact extends Record<string, unknown> {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly person: string;
  readonly territory: string;
  readonly reader: string;
  readonly readerRole: string;
  readonly readerTerritory: string | null;
  readonly purpose: string;
  readonly fields: readonly string[];
  readonly requestId: string;
  /** Whether the person alone is to find it: beside it stands who reported anonymously. */
  readonly concealed: boolean;
}

export function personalDataRead(payload: AccessFact): DomainEvent {
  return { type: 'PersonalDataRead', aggregateType: 'accessRecord', aggregateId: payload.id, version: 1, payload };
}
