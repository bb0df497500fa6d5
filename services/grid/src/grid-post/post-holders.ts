import type { EntityManager } from '@mikro-orm/postgresql';
import { GridPostHolderRow } from './grid-post.entity.js';

/** Who holds each of some posts, as far as this session sees it; a post whose holder is erased has none. */
export async function holdersOf(
  em: EntityManager,
  posts: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const holders = await em.find(GridPostHolderRow, { post: { $in: posts.map((post) => post.id) } });
  return new Map(holders.map(({ post, person }) => [post, person]));
}
