import type { DomainEvent } from '@linli/domain/domain-event';

/** What other services hear of a resource. */
export interface ResourceFact {
  readonly id: string;
  readonly unit: string;
  readonly field: string;
  readonly form: string;
  readonly quantity: number;
  readonly measure: string;
  readonly remaining: number;
  readonly closed: boolean;
}

export type ResourceEventType = 'ResourceRegistered' | 'ResourceChanged' | 'ResourceClosed';

export function resourceEvent(type: ResourceEventType, fact: ResourceFact & { readonly version: number }): DomainEvent {
  const { id, unit, field, form, quantity, measure, remaining, closed, version } = fact;
  const payload = { id, unit, field, form, quantity, measure, remaining, closed };
  return { type, aggregateType: 'resource', aggregateId: id, version, payload };
}
