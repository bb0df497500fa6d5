import type { DomainEvent } from '@linli/domain/domain-event';

/** What other services know of a post and of who holds it. */
export interface GridPostFacts {
  readonly id: string;
  readonly role: string;
  readonly territory: string;
  readonly grid: string | null;
  readonly building: string | null;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly publicisedOn: string | null;
}

export type GridPostEventType = 'GridPostFilled' | 'GridPostEnded' | 'GridPostMoved';

export function gridPostEvent(
  type: GridPostEventType,
  post: GridPostFacts & { readonly version: number },
  person: string | null,
): DomainEvent {
  const { id, version } = post;
  return { type, aggregateType: 'gridPost', aggregateId: id, version, payload: gridPostPayload(post, person) };
}

export function gridPostPayload(post: GridPostFacts, person: string | null) {
  const { id, role, territory, grid, building, startsOn, endsOn, publicisedOn } = post;
  return { id, role, territory, grid, building, startsOn, endsOn, publicisedOn, person };
}
