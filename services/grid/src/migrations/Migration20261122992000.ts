import { Migration } from '@mikro-orm/migrations';
import { rolesOf } from '@linli/persistence/provision';

/**
 * Where posts were on a day, so that an adopted plan, or a building that moves, leaves the days before as they were. The database
 * itself writes it down, so that no path can forget it. Posts of before this migration were always where they are, but not in a
 * grid that a plan opened before it did.
 */
export class Migration20261122992000 extends Migration {
  override up(): void {
    const { app, worker } = rolesOf('grid');
    this.addSql(`
      create table grid_post_history (
        post uuid not null references grid_post on delete cascade,
        territory text collate "C" not null,
        since date not null,
        until date check (until > since),
        primary key (post, since)
      );
      create index grid_post_history_of_territory on grid_post_history (territory, since);
      insert into grid_post_history (post, territory, since)
        select id, territory, greatest(starts_on, (
          select opened_on from grid
          where code = grid_post.territory and exists (select from grid_lineage where successor = code)
        )) from grid_post;
      revoke insert, update, delete on grid_post_history from ${app}, ${worker};`);
    this.addSql(HISTORY_TRIGGERS);
    this.addSql(TRAINED_STAFF);
    this.addSql(`alter policy viewer_reads on diary_entry using (${SEES_DIARY})`);
  }
}

/**
 * `since` is the first day at a place, of the first place that of the post, and `until` the first day at the next. The last place
 * never begins before the one that it follows, so that a post that is yet to begin begins where it was moved to.
 */
const HISTORY_TRIGGERS = `
  create function remember_post_insert() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    insert into grid_post_history (post, territory, since) select id, territory, starts_on from added order by id;
    return null;
  end $$;
  create trigger remember_insert after insert on grid_post referencing new table as added
    for each statement execute function remember_post_insert();

  create function remember_post_update() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    with moved as (
      select added.id, added.territory, last.since, greatest(last.since, entered_today()) as day
      from added join removed using (id)
      join grid_post_history as last on last.post = added.id and last.until is null
      where added.territory <> removed.territory
    ), left_behind as (
      update grid_post_history as last set until = moved.day from moved
      where last.post = moved.id and last.since = moved.since and moved.since < moved.day
    )
    insert into grid_post_history as kept (post, territory, since)
    select id, territory, day from moved order by id
    on conflict (post, since) do update set territory = excluded.territory;
    return null;
  end $$;
  create trigger remember_update after update on grid_post referencing old table as removed new table as added
    for each statement execute function remember_post_update();`;

/** As before, of the people who were posted in a subtree on the day that is asked for. */
const TRAINED_STAFF = `
  create or replace function trained_staff(codes text[], ends text[], since date, today date)
  returns table (area text, staff integer, trained integer)
  language plpgsql security definer set search_path = public as $$
  begin
    perform set_config('linli.counts_staff', 'yes', true);
    return query
    with posted as (
      select distinct parent.code, holder.person
      from unnest(codes, ends) as parent (code, ending)
      join grid_post_history as place on place.territory >= parent.code and place.territory < parent.ending
        and place.since <= today and (place.until is null or place.until > today)
      join grid_post on grid_post.id = place.post
        and grid_post.starts_on <= today and (grid_post.ends_on is null or grid_post.ends_on >= today)
      join grid_post_holder as holder on holder.post = grid_post.id
    ), completing as (
      select person from (select distinct posted.person from posted) as people
      where exists (
        select from grid_post_holder as holder
        join training_attendee as attendee on attendee.post = holder.post and attendee.completed
        join training on training.id = attendee.training
        where holder.person = people.person and training.held_on > trained_staff.since and training.held_on <= today
      )
    )
    select posted.code, count(*)::int, count(completing.person)::int
    from posted left join completing on completing.person = posted.person group by posted.code;
    perform set_config('linli.counts_staff', '', true);
  end $$;`;

/** As before; and what one wrote in a grid that closed is seen from where the post that one wrote it under was moved to. */
const SEES_DIARY = `
  linli_within(grid, 'linli.reads')
  or exists (
    select from grid_post_holder h join grid_post p on p.id = h.post
    where h.post = author and (
      linli_is_subject(h.person) or (h.person = linli_viewer() and linli_within(p.territory, 'linli.reads'))))`;
