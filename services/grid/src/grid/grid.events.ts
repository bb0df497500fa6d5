import type { DomainEvent } from '@linli/domain/domain-event';
import type { Position } from './boundary.rules.js';

/** What other services know of a grid. A boundary is a ring of longitude and latitude, the first point repeated last. */
export interface GridFacts {
  readonly code: string;
  readonly name: string;
  readonly community: string;
  readonly kind: string;
  readonly closedOn: string | null;
  readonly boundary: readonly Position[] | null;
}

/** `GridOpened` and `GridClosed` tell of a division that took effect; `GridCreated` of a single grid. */
export type GridEventType = 'GridCreated' | 'GridChanged' | 'GridOpened' | 'GridClosed';

export function gridEvent(type: GridEventType, grid: GridFacts & { readonly version: number }): DomainEvent {
  return { type, aggregateType: 'grid', aggregateId: grid.code, version: grid.version, payload: gridPayload(grid) };
}

export function gridPayload({ code, name, community, kind, closedOn, boundary }: GridFacts) {
  const ring = boundary?.map(({ longitude, latitude }) => [longitude, latitude]) ?? null;
  return { code, name, community, kind, closedOn, boundary: ring };
}
