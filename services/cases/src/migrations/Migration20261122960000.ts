import { Migration } from '@mikro-orm/migrations';

/** Beside the open cases of a place all of its cases are counted, so that staff learn how many there are without reading each. */
export class Migration20261122960000 extends Migration {
  override up(): void {
    this.addSql(`
      alter table open_case_count add column total integer not null default 0 check (total >= open);
      alter table "case" no force row level security;
      insert into open_case_count as kept (territory, private, open, total)
        select territory, private, count(*) filter (where is_open_status(status)), count(*) from "case" group by 1, 2
        on conflict (territory, private) do update set total = excluded.total;
      alter table "case" force row level security;`);
    this.addSql(COUNTS);
  }
}

/** A case that stays where it is changes its place's count once; one that moves changes both places. */
const COUNTS = `
  create or replace function keep_open_case_count() returns trigger language plpgsql as $$
  declare
    was integer := case when tg_op = 'UPDATE' and is_open_status(old.status) then 1 else 0 end;
    is_now integer := case when is_open_status(new.status) then 1 else 0 end;
  begin
    if tg_op = 'INSERT' then
      perform count_case(new, is_now, 1);
    elsif (old.territory, old.private, old.building) is not distinct from (new.territory, new.private, new.building) then
      if was <> is_now then perform count_case(new, is_now - was, 0); end if;
    else
      perform count_case(old, -was, -1);
      perform count_case(new, is_now, 1);
    end if;
    return null;
  end $$;
  create function count_case(case_row "case", open_by integer, total_by integer) returns void language plpgsql as $$
  begin
    insert into open_case_count as kept (territory, private, open, total)
      values (case_row.territory, case_row.private, greatest(open_by, 0), greatest(open_by, total_by, 0))
      on conflict (territory, private) do update set open = kept.open + open_by, total = kept.total + total_by;
    if case_row.building is not null and open_by <> 0 then
      insert into open_case_count_of_building as kept (building, private, open)
        values (case_row.building, case_row.private, greatest(open_by, 0))
        on conflict (building, private) do update set open = kept.open + open_by;
    end if;
  end $$;
  drop function count_open_case("case", integer);`;
