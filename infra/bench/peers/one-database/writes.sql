-- The two works that write, as functions: what both peers over one database call. They do what the work is about, and leave out what
-- Linli does besides: permissions, refusals with names, sealed texts, audit, events for others, and keys against doing it twice.

/* Ids in the order of their making where the server can make such. */
do $$ begin
  if current_setting('server_version_num')::int >= 180000 then
    create function bench.new_id() returns uuid language sql volatile as 'select uuidv7()';
  else
    create function bench.new_id() returns uuid language sql volatile as 'select gen_random_uuid()';
  end if;
end $$;

/* The end of a time limit; working days are those of the week, without holidays. */
create function cases.due(amount int, unit text, since timestamptz) returns timestamptz language sql stable as $$
  select case unit
    when 'HOURS' then since + make_interval(hours => amount)
    else (
      (since at time zone 'Asia/Shanghai')::date + 1
      + case unit when 'SAME_DAY' then 0 else amount + 2 * (amount / 5) end
    )::timestamp at time zone 'Asia/Shanghai' - interval '1 millisecond' end
$$;

/* Takes in a case at a building, with its number and the first step of its history. */
create function cases.report_case(
  building uuid, category text, channel text, title text, description text default null, reporter uuid default null
) returns cases."case" language plpgsql volatile as $$
  declare
    place text := (select b.grid from grid.building b where b.id = building);
    kind cases.case_category := (select k from cases.case_category k where k.code = category);
    sequence int;
    made cases."case";
  begin
    if place is null or kind.code is null then raise exception 'no such building or category'; end if;
    insert into cases.case_number as kept (prefix, day, last) values ('TL', bench.today(), 1)
      on conflict (prefix, day) do update set last = kept.last + 1 returning last into sequence;
    insert into cases."case" (id, number, title, description, category, private, channel, urgency, status, level, territory,
      building, reporter, anonymous, handlers, handler_ids, reported_at, respond_by, resolve_by)
    values (bench.new_id(),
      format('TL-%s-%s-%s', to_char(bench.today(), 'YYYYMMDD'), lpad(sequence::text, 6, '0'),
        translate(substr(md5(random()::text), 1, 4), '0123456789', 'GHJKMNPQRS')),
      title, convert_to(description, 'UTF8'), kind.code, kind.private, channel, 'ROUTINE', 'REPORTED', kind.first_level, place,
      building, reporter, false, '[]', '{}', now(),
      cases.due(kind.respond_amount, kind.respond_unit, now()), cases.due(kind.resolve_amount, kind.resolve_unit, now()))
    returning * into made;
    insert into cases.case_event (case_id, sequence, at, to_status, by_role, by_person, handlers, hash)
    values (made.id, 1, made.reported_at, 'REPORTED', 'RESIDENT', reporter, '[]',
      encode(sha256(convert_to(made.id || made.number, 'UTF8')), 'hex'));
    return made;
  end $$;

/* Registers what a unit offers. */
create function volunteer.register_resource(
  unit uuid, title text, field text, form text, quantity int, measure text, territories text[] default '{}'
) returns volunteer.resource language sql volatile as $$
  insert into volunteer.resource (id, unit, title, field, form, quantity, measure, remaining, territories, closed)
  select bench.new_id(), u.id, $2, $3, $4, $5, $6, $5, coalesce($7, '{}'), false
  from volunteer.unit u where u.id = $1 and u.status = 'ACTIVE'
  returning *
$$;
