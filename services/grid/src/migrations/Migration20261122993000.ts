import { Migration } from '@mikro-orm/migrations';
import { rolesOf } from '@linli/persistence/provision';

/**
 * How many people are posted in every area on every day, and how many of them completed a training within twelve months, kept by the
 * database itself: reading an area's staff reads the days on which its numbers changed, and nobody's posts. Somebody with several
 * posts counts once in each area, so that areas do not add up, and each has numbers of its own.
 */
export class Migration20261122993000 extends Migration {
  override up(): void {
    const { app, owner, worker } = rolesOf('grid');
    this.addSql(STAFF_TABLES);
    this.addSql(`
      revoke insert, update, delete on staff_change from ${app}, ${worker};
      revoke all on staff_member from ${app}, ${worker};
      alter table staff_member enable row level security;
      alter table staff_member force row level security;
      create policy owner_counts on staff_member to ${owner} using (current_setting('linli.counts_staff', true) = 'yes');`);
    this.addSql(STAFF_CHANGES_OF);
    this.addSql(KEEP_STAFF);
    this.addSql(KEPT_AFTER.map(triggerSql).join(''));
    this.addSql(`
      revoke execute on function keep_staff, staff_changes_of from public;
      select set_config('linli.counts_staff', 'yes', true);
      select keep_staff(array(select distinct person from grid_post_holder));
      select set_config('linli.counts_staff', '', true);
      drop function trained_staff;`);
  }
}

/**
 * `staff_change`: by how much the numbers of an area change with a day, which may be yet to come. A day may have several rows: who
 * changes a day that another transaction is changing adds one, and waits for nobody; the import of a city holds no officer up.
 * `staff_member`: what of a person is counted in them. A place is a community, or the area around it that a post is to.
 */
const STAFF_TABLES = `
  create table staff_change (
    id bigint generated always as identity primary key,
    area text collate "C" not null,
    day date not null,
    staff integer not null,
    trained integer not null
  );
  create index staff_change_of_area on staff_change (area, day);

  create table staff_member (
    person uuid primary key,
    places text[] not null default '{}',
    posted datemultirange[] not null default '{}',
    trained datemultirange not null default '{}'
  );`;

/** Of a person, on which days each area that holds one of the places gains and loses them. */
const STAFF_CHANGES_OF = `
  create function staff_changes_of(places text[], posted datemultirange[], trained datemultirange)
  returns table (area text, day date, staff integer, trained integer) language sql immutable parallel safe as $$
    with held as (
      select left(at.place, length) as area, range_agg(at.days) as days
      from unnest(places, posted) as at (place, days), unnest(array[2, 4, 6, 9, 12]) as length
      where length <= length(at.place) group by 1
    )
    select area, lower(days), 1, 0 from (select area, unnest(days) as days from held) as posted
    union all
    select area, upper(days), -1, 0 from (select area, unnest(days) as days from held) as posted where not upper_inf(days)
    union all
    select area, lower(days), 0, 1 from (select area, unnest(days * $3) as days from held) as trained
    union all
    select area, upper(days), 0, -1 from (select area, unnest(days * $3) as days from held) as trained where not upper_inf(days)
  $$;`;

/**
 * Counts people anew and writes down what changed. Each is held first, in the order of their ids, so that of two who change the same
 * person at once the second sees what the first did. A training counts up to the day before whose day a year earlier is its own.
 */
const KEEP_STAFF = `
  create function keep_staff(people uuid[]) returns void language plpgsql set search_path = public as $$
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

/** What changes who is counted, and the people whom it concerns. What is moved within a community changes nobody's place. */
const KEPT_AFTER = [
  { table: 'grid_post_holder', event: 'insert', people: 'select person from added' },
  {
    table: 'grid_post_holder',
    event: 'update',
    people: 'select person from added union select person from removed',
  },
  { table: 'grid_post_holder', event: 'delete', people: 'select person from removed' },
  {
    table: 'grid_post',
    event: 'update',
    people: `
      select holder.person from added join removed using (id) join grid_post_holder as holder on holder.post = id
      where (added.starts_on, added.ends_on, left(added.territory, 12))
        is distinct from (removed.starts_on, removed.ends_on, left(removed.territory, 12))`,
  },
  {
    table: 'training_attendee',
    event: 'insert',
    people: 'select holder.person from added join grid_post_holder as holder using (post) where added.completed',
  },
] as const;

const ROWS_OF = {
  insert: 'new table as added',
  update: 'old table as removed new table as added',
  delete: 'old table as removed',
} as const;

/** Triggers of a table fire by name: these after \`remember\`, which writes down where a post was. */
function triggerSql({ table, event, people }: (typeof KEPT_AFTER)[number]): string {
  return `
  create function tally_${table}_${event}() returns trigger language plpgsql
    security definer set search_path = public as $$
  begin
    perform set_config('linli.counts_staff', 'yes', true);
    perform keep_staff(found.people) from (select array(${people}) as people) as found where found.people <> '{}';
    perform set_config('linli.counts_staff', '', true);
    return null;
  end $$;
  create trigger tally_${event} after ${event} on ${table} referencing ${ROWS_OF[event]}
    for each statement execute function tally_${table}_${event}();`;
}
