import { LockMode } from '@mikro-orm/postgresql';
import type { CivilDay } from '@linli/domain/civil-time';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { GridPostRow } from '../grid-post/grid-post.entity.js';
import { gridPostEvents } from '../grid-post/grid-post.events.js';
import { lastDayBefore } from '../grid-post/grid-post.rules.js';
import { holdersOf } from '../grid-post/post-holders.js';
import type { Place, Succession } from './succession.rules.js';

interface Closing {
  /** Codes of the grids and micro-grids that close. */
  readonly closing: readonly string[];
  readonly succession: Succession;
  readonly codeOf: (place: Place) => string;
  readonly today: CivilDay;
}

/**
 * Moves the posts of closing grids to their successors. One that finds no place ends with the day before, or is called off where it
 * has not begun by then; one that has ended stays.
 */
export async function movePostsOfClosing(
  { em, publish }: UnitOfWork,
  { closing, succession, codeOf, today }: Closing,
): Promise<void> {
  const posts = await em.find(
    GridPostRow,
    { territory: { $in: [...closing] }, $or: [{ endsOn: null }, { endsOn: { $gte: today } }] },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const holders = await holdersOf(em, posts);
  const isMoved = new Set<string>();
  for (const post of posts) {
    const place = succession.placeOfPost(post);
    if (place === null) {
      post.endsOn = lastDayBefore(post, today);
      continue;
    }
    isMoved.add(post.id);
    post.territory = codeOf(place);
    post.grid = post.territory;
  }
  await em.flush();
  for (const post of posts) {
    const type = isMoved.has(post.id) ? 'GridPostMoved' : 'GridPostEnded';
    gridPostEvents(type, post, holders.get(post.id) ?? null).forEach(publish);
  }
}
