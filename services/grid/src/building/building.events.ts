import type { DomainEvent } from '@linli/domain/domain-event';
import type { Position } from '../grid/boundary.rules.js';

/** What other services know of a building. */
export interface BuildingFacts {
  readonly id: string;
  readonly number: string;
  readonly grid: string;
  readonly compound: string | null;
  readonly location: Position | null;
}

export type BuildingEventType = 'BuildingCreated' | 'BuildingChanged' | 'BuildingMoved';

export function buildingEvent(
  type: BuildingEventType,
  building: BuildingFacts & { readonly version: number },
): DomainEvent {
  const { id, version } = building;
  return { type, aggregateType: 'building', aggregateId: id, version, payload: buildingPayload(building) };
}

export function buildingPayload({ id, number, grid, compound, location }: BuildingFacts) {
  return { id, number, grid, community: grid.slice(0, 12), compound, location };
}
