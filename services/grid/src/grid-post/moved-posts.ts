import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { GridPostHolderRow, GridPostRow } from './grid-post.entity.js';
import { gridPostEvent } from './grid-post.events.js';

/** Moves the chiefs of a building along with it. Posts that have ended stay with the grid that they were held in. */
export async function movePostsOfBuilding(
  { em, publish }: UnitOfWork,
  building: string,
  grid: string,
  today: string,
): Promise<void> {
  const posts = await em.find(GridPostRow, { building, $or: [{ endsOn: null }, { endsOn: { $gte: today } }] });
  const holders = await em.find(GridPostHolderRow, { post: { $in: posts.map((post) => post.id) } });
  for (const post of posts) {
    post.territory = grid;
    post.grid = grid;
  }
  await em.flush();
  const personOf = new Map(holders.map((holder) => [holder.post, holder.person]));
  for (const post of posts) publish(gridPostEvent('GridPostMoved', post, personOf.get(post.id) ?? null));
}
