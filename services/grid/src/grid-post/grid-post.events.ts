import type { DomainEvent } from '@linli/domain/domain-event';
import { audiencesOf } from './disclosure.rules.js';

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

/** `GridPostVacated` tells of a post that had ended already that its holder is erased. */
export type GridPostEventType =
  'GridPostFilled' | 'GridPostEnded' | 'GridPostMoved' | 'GridPostPublicised' | 'GridPostVacated';

/** What became of a post; with it, where the roster is up, what the post now discloses of its holder. */
export function gridPostEvents(
  type: GridPostEventType,
  post: GridPostFacts & { readonly version: number },
  person: string | null,
): DomainEvent[] {
  const of = { aggregateId: post.id, version: post.version };
  const event = { type, aggregateType: 'gridPost', ...of, payload: gridPostPayload(post, person) };
  if (post.publicisedOn === null) return [event];
  const payload = disclosurePayload(post, person);
  return [event, { type: 'DisclosureChanged', aggregateType: 'disclosure', ...of, payload }];
}

export function gridPostPayload(post: GridPostFacts, person: string | null) {
  const { id, role, territory, grid, building, startsOn, endsOn, publicisedOn } = post;
  return { id, role, territory, grid, building, startsOn, endsOn, publicisedOn, person };
}

/** All that the post discloses, in place of what it did before; nothing where nobody holds it. */
export function disclosurePayload(post: GridPostFacts, person: string | null) {
  return { person, reason: 'GRID_POST', audiences: person === null ? [] : audiencesOf(post) };
}
