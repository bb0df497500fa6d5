import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { givenRows } from '@linli/events/directory';
import type { SnapshotRow } from '@linli/events/feed';
import { holdGrids } from '@linli/persistence/grid-succession';
import { letCasesFollow, type FollowingCase } from '../case/following-cases.js';

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

/** Lets the open cases of buildings follow them, those that are reported at this moment too; a closed one stays where it happened. */
export async function followBuildings(em: EntityManager, moved: readonly MovedBuilding[], now: Date): Promise<void> {
  if (moved.length === 0) return;
  await holdGrids(
    em,
    moved.map(({ from }) => from),
  );
  const { rows } = await sql<FollowingCase>`
    select c.id, moved."from", moved."to"
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as moved (id uuid, "from" text, "to" text)
    join "case" c on c.building = moved.id and c.territory = moved."from" and c.status <> 'CLOSED'`.execute(
    em.getKysely(),
  );
  await letCasesFollow(em, rows, now);
}
