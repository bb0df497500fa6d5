import { Migration } from '@mikro-orm/migrations';

/**
 * Counts many people at once in time that grows with their number: where an import appoints the staff of a city, joining what each
 * holds to what each completed compared everybody with everybody. Gathered by person instead, it is as before.
 */
export class Migration20261122994000 extends Migration {
  override up(): void {
    this.addSql(KEEP_STAFF);
  }
}

/**
 * Each person is held first, in the order of their ids, so that of two who change the same one at once the second sees what the first
 * did. A training counts up to the day before whose day a year earlier is its own.
 */
const KEEP_STAFF = `
  create or replace function keep_staff(people uuid[]) returns void language plpgsql set search_path = public as $$
  begin
    insert into staff_member (person) select distinct person from unnest(people) as person order by person
    on conflict (person) do update set person = excluded.person;

    with held as (
      select holder.person, left(history.territory, 12) as place,
        range_agg(daterange(history.since, history.until) * daterange(post.starts_on, post.ends_on + 1)) as days
      from grid_post_holder as holder
      join grid_post as post on post.id = holder.post
      join grid_post_history as history on history.post = post.id
      where holder.person = any (people) group by 1, 2
    ), completed as (
      select holder.person, daterange(held_on, greatest(
        (held_on + interval '12 months')::date, (held_on - 1 + interval '12 months')::date + 1
      )) as days
      from grid_post_holder as holder
      join training_attendee as attendee on attendee.post = holder.post and attendee.completed
      join training on training.id = attendee.training
      where holder.person = any (people)
    ), fresh as materialized (
      select person,
        coalesce(array_agg(place order by place) filter (where place is not null), '{}') as places,
        coalesce(array_agg(posted order by place) filter (where place is not null), '{}') as posted,
        coalesce(range_agg(trained), '{}') as trained
      from (
        select person, place, days as posted, null::daterange as trained from held where not isempty(days)
        union all
        select person, null, null, days from completed
        union all
        select person, null, null, null from unnest(people) as person
      ) as found
      group by person
    ), changed as materialized (
      select area, day, sum(sign * staff)::int as staff, sum(sign * change.trained)::int as trained
      from (
        select 1 as sign, fresh.* from fresh
        union all
        select -1, staff_member.* from staff_member where person = any (people)
      ) as counted, staff_changes_of(counted.places, counted.posted, counted.trained) as change
      group by area, day having sum(sign * staff) <> 0 or sum(sign * change.trained) <> 0
    ), remembered as (
      update staff_member as member set places = fresh.places, posted = fresh.posted, trained = fresh.trained
      from fresh where member.person = fresh.person
    ), free as materialized (
      select kept.id, changed.* from changed cross join lateral (
        select id from staff_change as kept where kept.area = changed.area and kept.day = changed.day
        limit 1 for update skip locked
      ) as kept
    ), added as (
      update staff_change as kept set staff = kept.staff + free.staff, trained = kept.trained + free.trained
      from free where kept.id = free.id
    )
    insert into staff_change (area, day, staff, trained)
    select area, day, staff, trained from changed where (area, day) not in (select area, day from free);

    delete from staff_member where person = any (people) and places = '{}';
  end $$;`;
