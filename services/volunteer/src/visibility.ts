import { sql, type RawBuilder } from 'kysely';
import { OFFICERS, territoriesOf, unitsOf, type Role, type Viewer } from '@linli/domain/viewer';
import { isId } from '@linli/persistence/columns';

/** Who reads what is offered and claimed, whatever its state: those who work in a territory, and its analysts. */
const READERS: readonly Role[] = ['GRID_WORKER', ...OFFICERS, 'ANALYST'];

/** Whether the viewer works somewhere: offers are made to a whole city, so that every territory's staff reads them all. */
export function worksSomewhere(viewer: Viewer): boolean {
  return territoriesOf(viewer, READERS).length > 0;
}

/** Condition that a community lies around or in a territory in which the viewer works. */
export function worksIn(viewer: Viewer, community: RawBuilder<unknown>): RawBuilder<boolean> {
  const held = territoriesOf(viewer, READERS);
  if (held.length === 0) return NEVER;
  return sql`exists (
    select from unnest(${held}::text[]) as held (territory)
    where starts_with(${community}, held.territory) or starts_with(held.territory, ${community}))`;
}

/** Condition that the viewer represents a unit. */
export function represents(viewer: Viewer, unit: RawBuilder<unknown>): RawBuilder<boolean> {
  const units = unitsOf(viewer).filter(isId);
  return units.length === 0 ? NEVER : sql`${unit} = any(${units}::uuid[])`;
}

const NEVER = sql<boolean>`false`;
