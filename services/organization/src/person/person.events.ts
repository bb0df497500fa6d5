import type { DomainEvent } from '@linli/domain/domain-event';

/** What other services know of a person: who looks after them, and whether they are erased. */
export interface PersonFacts {
  readonly id: string;
  readonly territory: string;
  readonly erasedAt: unknown;
}

/** `PersonErased` tells whoever keeps anything about the person to drop it. */
export type PersonEventType = 'PersonRegistered' | 'PersonCorrected' | 'PersonErased';

export function personEvent(type: PersonEventType, person: PersonFacts & { readonly version: number }): DomainEvent {
  const { id, version } = person;
  return { type, aggregateType: 'person', aggregateId: id, version, payload: personPayload(person) };
}

export function personPayload({ id, territory, erasedAt }: PersonFacts) {
  const erased = erasedAt !== null;
  return { id, territory: erased ? null : territory, erased };
}
