-- $1: unit, $2: title, $3: field, $4: form, $5: quantity, $6: measure, $7: territories
select json_build_object('id', made.id, 'title', made.title, 'remaining', made.remaining, 'status', made.status)::text
  as "registerResource"
from volunteer.register_resource($1, $2, $3, $4, $5, $6, $7) made
