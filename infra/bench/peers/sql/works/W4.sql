-- $1: building, $2: category, $3: channel, $4: title, $5: description
select json_build_object('id', made.id, 'number', made.number, 'status', made.status,
  'grid', json_build_object('code', made.territory))::text as "reportCase"
from cases.report_case($1, $2, $3, $4, $5) made
