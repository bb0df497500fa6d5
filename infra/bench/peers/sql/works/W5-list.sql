-- $1: area, $2: field
select json_build_object('nodes', coalesce(json_agg(json_build_object('id', r.id, 'title', r.title, 'quantity', r.quantity,
  'remaining', r.remaining, 'measure', r.measure, 'unit', json_build_object('name', r.name)) order by r.id desc), '[]'))::text
  as resources
from (
  select r.id, r.title, r.quantity, r.remaining, r.measure, u.name
  from volunteer.resource r join volunteer.unit u on u.id = r.unit
  where r.field = $2 and r.status = 'OPEN' and (cardinality(r.territories) = 0 or exists (
    select from unnest(r.territories) as place (code) where starts_with(place.code, $1) or starts_with($1, place.code)))
  order by r.id desc limit 20
) r
