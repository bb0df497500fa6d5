import type { DomainEvent } from '@linli/domain/domain-event';

/** Which grids took the place of one that was closed; it is said once, since a grid is closed once. */
export function lineageEvent(grid: string, successors: readonly string[]): DomainEvent {
  const payload = lineagePayload(grid, successors);
  return { type: 'GridSucceeded', aggregateType: 'gridLineage', aggregateId: grid, version: 1, payload };
}

export function lineagePayload(grid: string, successors: readonly string[]) {
  return { grid, successors: successors.toSorted() };
}
