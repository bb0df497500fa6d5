import type { DomainEvent } from '@linli/domain/domain-event';

/** What other services know of a unit. */
export interface UnitFacts {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string;
  readonly kind: string;
  readonly status: string;
}

/** Where it reports and into which grids it was drawn, by code. */
export interface UnitWhereabouts {
  readonly communities: readonly string[];
  readonly grids: readonly string[];
}

/** `UnitGridsMoved`: its grids followed the successions of grids. */
export type UnitEventType =
  | 'UnitApplied'
  | 'UnitConfirmed'
  | 'UnitRejected'
  | 'UnitReportedToCommunity'
  | 'UnitDrawnIntoGrids'
  | 'UnitGridsMoved';

export function unitEvent(
  type: UnitEventType,
  unit: UnitFacts & { readonly version: number },
  whereabouts: UnitWhereabouts,
): DomainEvent {
  const { id, version } = unit;
  return { type, aggregateType: 'unit', aggregateId: id, version, payload: unitPayload(unit, whereabouts) };
}

export function unitPayload(unit: UnitFacts, { communities, grids }: UnitWhereabouts) {
  const { id, name, creditCode, kind, status } = unit;
  return { id, name, creditCode, kind, status, communities, grids };
}
