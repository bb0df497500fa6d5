import type { DomainEvent } from '@linli/domain/domain-event';

/** That a person is erased: whoever keeps anything about them drops it. */
export function personErased(person: { readonly id: string; readonly version: number }): DomainEvent {
  const { id, version } = person;
  return { type: 'PersonErased', aggregateType: 'person', aggregateId: id, version, payload: erasedPayload(id) };
}

export function erasedPayload(id: string) {
  return { id };
}
