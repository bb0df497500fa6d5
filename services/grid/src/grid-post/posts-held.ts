import { sql } from 'kysely';

/**
 * The posts that are held on a day, the last day being one of them, as the relation `grid_post` of a query: each where it was on that
 * day. Today and later it is where it is; before, where it was until a plan or its building moved it.
 */
export function postsHeldOn(day: string, today: string) {
  const place =
    day >= today
      ? sql`cross join lateral (select post.territory) as place`
      : sql`join grid_post_history as place on place.post = post.id
          and place.since <= ${day}::date and (place.until is null or place.until > ${day}::date)`;
  return sql`(
    select post.id, post.role, place.territory, case when length(place.territory) > 12 then place.territory end as grid,
      post.building, post.entrance, post.department, post.unit, post.starts_on, post.ends_on, post.publicised_on
    from grid_post as post ${place}
    where post.starts_on <= ${day}::date and (post.ends_on is null or post.ends_on >= ${day}::date)
  ) as grid_post`;
}
