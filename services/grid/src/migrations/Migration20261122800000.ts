import { Migration } from '@mikro-orm/migrations';
import { insertOnlySql, rowPolicySql } from '@linli/persistence/base-tables';
import { rolesOf } from '@linli/persistence/provision';

const SERVICE = 'grid';

/** Ledgers, trainings and diaries. */
export class Migration20261122800000 extends Migration {
  override up(): void {
    const { app, owner, worker } = rolesOf(SERVICE);
    this.addSql(LEDGERS);
    this.addSql(insertOnlySql(SERVICE, 'ledger_entry'));
    this.addSql(`revoke insert, update, delete on ledger_figure from ${app}, ${worker};`);
    this.addSql(TRAININGS);
    this.addSql(insertOnlySql(SERVICE, 'training'));
    this.addSql(insertOnlySql(SERVICE, 'training_attendee'));
    this.addSql(`
      create policy owner_counts on grid_post_holder for select to ${owner}
        using (current_setting('linli.counts_staff', true) = 'yes');
      ${TRAINED_STAFF}
      revoke execute on function trained_staff from public;
      grant execute on function trained_staff to ${app}, ${worker};`);
    this.addSql(DIARIES);
    this.addSql(rowPolicySql(SERVICE, 'diary_entry', SEES_DIARY, WRITES_DIARY));
    this.addSql(`
      drop policy viewer_changes on diary_entry;
      revoke update, delete on diary_entry from ${app};
      revoke delete on diary_entry from ${worker};`);
  }
}

/**
 * Every count that was ever entered, and of each place and category the one that holds: the newest by the day that it is of, of a
 * day the one entered last. The second is kept by the database itself, in the order of places, so that two ledgers do not deadlock.
 */
const LEDGERS = `
  create table ledger_entry (
    id uuid primary key,
    recording uuid not null,
    territory text collate "C" not null check (
      territory ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{15}|[0-9]{17})$'
    ),
    category text not null check (
      category in (
        'HOUSEHOLDS', 'RESIDENTS', 'FLOATING_POPULATION', 'ELDERLY_LIVING_ALONE', 'DISABLED', 'SUBSISTENCE_ALLOWANCE',
        'CHILDREN_IN_NEED', 'VETERANS', 'RETIRED_PARTY_MEMBERS', 'ENTERPRISES', 'NEW_ECONOMIC_ORGANIZATIONS',
        'NEW_SOCIAL_ORGANIZATIONS', 'PUBLIC_INSTITUTIONS', 'RENTAL_HOMES'
      )
    ),
    count integer check (count >= 0),
    qualifier text not null check (qualifier in ('EXACT', 'AT_LEAST', 'ABOUT', 'WITHHELD')),
    as_of date not null,
    entered_at timestamptz(3) not null,
    check ((count is null) = (qualifier = 'WITHHELD')),
    unique (recording, category)
  );

  create table ledger_figure (
    territory text collate "C" not null,
    category text not null,
    count integer,
    qualifier text not null,
    as_of date not null,
    primary key (territory, category)
  );
  create function keep_ledger_figure() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    insert into ledger_figure as kept (territory, category, count, qualifier, as_of)
    select territory, category, count, qualifier, as_of from entered order by territory, category
    on conflict (territory, category) do update
    set count = excluded.count, qualifier = excluded.qualifier, as_of = excluded.as_of
    where kept.as_of <= excluded.as_of;
    return null;
  end $$;
  create trigger keep_figure after insert on ledger_entry referencing new table as entered
    for each statement execute function keep_ledger_figure();`;

const TRAININGS = `
  create table training (
    id uuid primary key,
    community text collate "C" not null check (community ~ '^[0-9]{12}$'),
    topic text not null check (char_length(topic) between 1 and 100),
    held_on date not null,
    hours double precision not null check (hours > 0 and hours <= 1000)
  );

  create table training_attendee (
    training uuid not null references training,
    post uuid not null references grid_post,
    completed boolean not null,
    primary key (training, post)
  );
  create index training_attendee_post on training_attendee (post);`;

/**
 * Of each subtree of codes, from a code up to and without an end, the people who are posted there on a day, and those of them who
 * completed a training since another day, in whatever post. It sees who holds which post, as the owner in this function alone does, and tells nothing but these numbers.
 */
const TRAINED_STAFF = `
  create function trained_staff(codes text[], ends text[], since date, today date)
  returns table (area text, staff integer, trained integer)
  language plpgsql security definer set search_path = public as $$
  begin
    perform set_config('linli.counts_staff', 'yes', true);
    return query
    with posted as (
      select distinct parent.code, holder.person
      from unnest(codes, ends) as parent (code, ending)
      join grid_post on grid_post.territory >= parent.code and grid_post.territory < parent.ending
        and grid_post.starts_on <= today and (grid_post.ends_on is null or grid_post.ends_on >= today)
      join grid_post_holder as holder on holder.post = grid_post.id
    ), completing as (
      select person from (select distinct posted.person from posted) as people
      where exists (
        select from grid_post_holder as holder
        join training_attendee as attendee on attendee.post = holder.post and attendee.completed
        join training on training.id = attendee.training
        where holder.person = people.person and training.held_on > since and training.held_on <= today
      )
    )
    select posted.code, count(*)::int, count(completing.person)::int
    from posted left join completing on completing.person = posted.person group by posted.code;
    perform set_config('linli.counts_staff', '', true);
  end $$;`;

/** A diary's note is sealed with a key of its own, which the outer key wraps. The grid, the day and the kind are in the clear. */
const DIARIES = `
  create table diary_entry (
    id uuid primary key,
    grid text collate "C" not null references grid,
    author uuid not null references grid_post,
    kind text not null check (kind in ('HOME_VISIT', 'PATROL', 'PHONE_CALL', 'CARE_KNOCK', 'MEETING')),
    happened_at timestamptz(3) not null,
    note bytea not null,
    record_key bytea not null,
    "case" uuid
  );
  create index diary_entry_of_grid on diary_entry (grid, happened_at desc, id desc);
  create index diary_entry_author on diary_entry (author);`;

/** The grid staff and officers of the place; and, without the notes that they are sealed in, what is told to their author as a copy. */
const SEES_DIARY = `
  linli_within(grid, 'linli.reads')
  or exists (select from grid_post_holder h where h.post = author and linli_is_subject(h.person))`;

/** Grid staff write as the holder of a post, in the grids that they are grid staff of. */
const WRITES_DIARY = `
  linli_within(grid, 'linli.writes')
  and exists (select from grid_post_holder h where h.post = author and h.person = linli_viewer())`;
