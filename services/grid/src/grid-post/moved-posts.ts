import { LockMode } from '@mikro-orm/postgresql';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { GridPostRow } from './grid-post.entity.js';
import { gridPostEvents } from './grid-post.events.js';
import { holdersOf } from './post-holders.js';

/** Moves the chiefs of a building along with it. Posts that have ended stay with the grid that they were held in. */
export async function movePostsOfBuilding(
  { em, publish }: UnitOfWork,
  building: string,
  grid: string,
  today: string,
): Promise<void> {
  const posts = await em.find(
    GridPostRow,
    { building, $or: [{ endsOn: null }, { endsOn: { $gte: today } }] },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const holders = await holdersOf(em, posts);
  for (const post of posts) {
    post.territory = grid;
    post.grid = grid;
  }
  await em.flush();
  for (const post of posts) gridPostEvents('GridPostMoved', post, holders.get(post.id) ?? null).forEach(publish);
}
