import type { EntityManager } from '@mikro-orm/postgresql';
import { holdGrids, markFollowed, successionsToFollow } from '@linli/persistence/grid-succession';
import { offerAnew } from '../resource/offered-anew.js';
import { drawUnitsAnew, lockUnitsIn } from '../unit/drawn-anew.js';

/**
 * Lets the units and resources of closed grids follow to what succeeded these. As many statements for any number of them, and one
 * where nothing is to follow.
 */
export async function followGrids(em: EntityManager, now: Date): Promise<void> {
  const successions = await successionsToFollow(em);
  if (successions.length === 0) return;
  const closed = successions.map(({ grid }) => grid);
  // Units before grids, as use cases lock them.
  await lockUnitsIn(em, closed);
  await holdGrids(em, closed);
  await drawUnitsAnew(em, successions, now);
  await offerAnew(em, successions);
  await markFollowed(em, closed);
}
