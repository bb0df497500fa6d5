import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { civilDayOf } from '@linli/domain/civil-time';
import { publishAll } from '@linli/persistence/unit-of-work';
import { gridPostEvents, type GridPostFacts } from './grid-post.events.js';

type VacatedPost = GridPostFacts & { readonly version: number };

/**
 * Drops who held the posts of people who are erased, and the keys of what they changed. Their posts stay as the history of nobody;
 * those that were still held end with today, and those of days to come are called off.
 */
export async function forgetHolders(em: EntityManager, people: readonly string[], now: Date): Promise<void> {
  const today = civilDayOf(now);
  const { rows: posts } = await sql<VacatedPost>`
    with vacated as (delete from grid_post_holder where person = any(${[...people]}::uuid[]) returning post)
    update grid_post set version = version + 1,
      ends_on = case
        when ends_on < ${today}::date then ends_on
        when starts_on > ${today}::date then starts_on - 1
        else ${today}::date
      end
    from vacated where grid_post.id = vacated.post
    returning grid_post.id, role, territory, grid, building, starts_on as "startsOn", ends_on as "endsOn",
      publicised_on as "publicisedOn", version`.execute(em.getKysely());
  const events = posts.flatMap((post) => {
    const hadEnded = post.endsOn !== null && post.endsOn < today;
    return gridPostEvents(hadEnded ? 'GridPostVacated' : 'GridPostEnded', post, null);
  });
  await publishAll(em, events, now);
  await sql`delete from idempotency_key where caller = any(${[...people]}::text[])`.execute(em.getKysely());
}
