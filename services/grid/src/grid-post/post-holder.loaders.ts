import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import { BatchedByArguments, byKey, idsOf, type Of } from '@linli/persistence/batched-reads';
import { isId } from '@linli/persistence/columns';
import { reading, type Asking } from '../asking.js';
import { GridPostErrors } from './grid-post.errors.js';
import { MOST_POSTS, POST, type GridPostRecord } from './grid-post.loaders.js';
import { postsHeldOn } from './posts-held.js';

interface Holder {
  readonly post: string;
  readonly person: string;
}

/** Who holds which post, as far as this viewer may know; row policies leave out the rest, as if it were not there. */
export class PostHolderLoaders {
  readonly #asking: Asking;
  readonly #byPost: DataLoader<string, Holder | null>;
  readonly #posts: BatchedByArguments<{ on: string }, GridPostRecord[]>;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.#byPost = byKey(
      (posts) => this.#find(posts),
      ({ post }) => post,
    );
    this.#posts = new BatchedByArguments<{ on: string }, GridPostRecord[]>([], (people, { on }) =>
      this.#findPostsOf(people, on),
    );
  }

  /** The person who holds a post, as a reference; null where the viewer may not know, or where they are erased. */
  async of(post: string): Promise<{ id: string } | null> {
    const holder = await this.#byPost.load(post);
    return holder === null ? null : { id: holder.person };
  }

  /** Posts that a person holds on a day, by their first day; over 100 of them are refused, naming the argument that narrows them. */
  async postsOf(person: string, on: string | null | undefined): Promise<GridPostRecord[]> {
    if (!isId(person)) return [];
    const posts = await this.#posts.load(person.toLowerCase(), { on: on ?? this.#asking.today });
    if (posts.length > MOST_POSTS) throw GridPostErrors.tooManyOfPerson({ most: MOST_POSTS, argument: 'on' });
    return posts;
  }

  #find(posts: readonly string[]): Promise<readonly Holder[]> {
    return reading(this.#asking, async (em) => {
      const { rows } = await sql<Holder>`
        select post, person from grid_post_holder where post = any(${[...posts]}::uuid[])`.execute(em.getKysely());
      return rows;
    });
  }

  #findPostsOf(people: readonly string[], on: string): Promise<Map<string, GridPostRecord[]>> {
    return reading(this.#asking, async (em) => {
      const { rows } = await sql<Of<GridPostRecord>>`
        select parent.id as of, found.* from ${idsOf(people)} cross join lateral (
          select ${POST} from grid_post_holder
          join ${postsHeldOn(on, this.#asking.today)} on grid_post.id = grid_post_holder.post
          where grid_post_holder.person = parent.id
          order by grid_post.starts_on, grid_post.id limit ${MOST_POSTS + 1}
        ) as found`.execute(em.getKysely());
      return Map.groupBy(rows, (row) => row.of);
    });
  }
}
