-- $1: grid
select json_build_object('code', code, 'name', name, 'kind', kind, 'openedOn', opened_on)::text as grid
from grid.grid where code = $1
