import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { isId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { placesOfUnit } from './unit-places.js';
import { UnitRow } from './unit.entity.js';
import { UnitErrors } from './unit.errors.js';
import type { UnitWhereabouts } from './unit.events.js';
import { UnitStatus } from './unit.rules.js';

/** A unit with where it is, locked until the end of the transaction. */
export interface KnownUnit extends UnitWhereabouts {
  readonly row: UnitRow;
}

/** The unit that an input names; null where there is none. */
export async function lockUnit(em: EntityManager, id: string): Promise<KnownUnit | null> {
  const row = isId(id) ? await em.findOne(UnitRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (row === null) return null;
  return { row, ...(await placesOfUnit(em, row.id)) };
}

/** The unit that an input refers to; refuses one that does not exist. */
export async function referredUnit(em: EntityManager, id: string, path: string): Promise<KnownUnit> {
  const unit = await lockUnit(em, id);
  if (unit === null) throw RequestErrors.unknownReference({ path });
  return unit;
}

/** Refuses a unit that no community has confirmed. */
export function assertActive({ row }: KnownUnit, path: string): void {
  const { name, status } = row;
  if (status !== UnitStatus.ACTIVE) throw UnitErrors.notActive({ name, status, path });
}
