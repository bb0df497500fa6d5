import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { givenRows } from '@linli/events/directory';
import type { SnapshotRow } from '@linli/events/feed';
import { publishAll } from '@linli/persistence/unit-of-work';
import { caseEvent, type CaseFact } from '../case/case.events.js';

/** A building that goes from one grid to another. */
export interface MovedBuilding {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** The buildings that stand in another grid by what a feed says than by what is kept. */
export async function movedBuildings(
  em: EntityManager,
  rows: readonly SnapshotRow[],
): Promise<readonly MovedBuilding[]> {
  const { rows: moved } = await sql<MovedBuilding>`
    select kept.id, kept.grid as "from", payload ->> 'grid' as "to"
    from ${givenRows(rows)} join directory_building kept on kept.id = key::uuid
    where kept.version < given.version and kept.grid <> payload ->> 'grid'`.execute(em.getKysely());
  return moved;
}

/** Lets the open cases of buildings follow them, as the worker; a closed one stays where it happened. */
export async function followBuildings(em: EntityManager, moved: readonly MovedBuilding[], now: Date): Promise<void> {
  if (moved.length === 0) return;
  const [ids, froms, tos] = [moved.map(({ id }) => id), moved.map(({ from }) => from), moved.map(({ to }) => to)];
  const { rows } = await sql<CaseFact & { readonly id: string; readonly version: number }>`
    update "case" c set territory = moved.goes_to, version = version + 1
    from unnest(${ids}::uuid[], ${froms}::text[], ${tos}::text[]) as moved (building, comes_from, goes_to)
    where c.territory = moved.comes_from and c.building = moved.building and c.status <> 'CLOSED'
    returning c.id, c.version, c.number, c.category, c.private, c.status, c.level, c.territory, c.building, c.handlers,
      c.reported_at as "reportedAt"`.execute(em.getKysely());
  const events = rows.map(({ id, version, ...fact }) =>
    caseEvent('CaseMoved', id, version, { ...fact, reportedAt: new Date(fact.reportedAt).toISOString() }),
  );
  await publishAll(em, events, now);
}
