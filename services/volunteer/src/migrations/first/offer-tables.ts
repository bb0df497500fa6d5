/**
 * Resources and their claims. What remains of a resource is kept in its row and changed by one conditional statement a claim; the
 * check is the last word. Its status follows from what remains and from its being closed, so that it is never out of step.
 */
export const OFFER_TABLES = `
  create table resource (
    id uuid primary key,
    unit uuid not null references unit,
    title text not null check (char_length(title) between 1 and 200),
    field text not null,
    form text not null check (form in ('PEOPLE', 'GOODS', 'FUNDS', 'VENUE', 'SKILL', 'VEHICLE', 'INFORMATION')),
    quantity integer not null check (quantity >= 1),
    measure text not null check (
      measure in ('PERSON_HOUR', 'SESSION', 'SEAT', 'PIECE', 'VEHICLE_TRIP', 'VENUE_HOUR', 'PLACE', 'FEN')
    ),
    remaining integer not null check (remaining >= 0 and remaining <= quantity),
    available_from date,
    available_until date check (available_until >= available_from),
    territories text[] collate "C" not null,
    closed boolean not null,
    status text not null generated always as (
      case when closed then 'CLOSED' when remaining = 0 then 'EXHAUSTED' else 'OPEN' end
    ) stored,
    version integer not null default 1
  );
  create index resource_of_unit on resource (unit, id);
  create index resource_by_field on resource (field, id);

  create table agreement_resource (
    agreement uuid not null references agreement,
    resource uuid not null references resource,
    primary key (agreement, resource)
  );

  create table claim (
    id uuid primary key,
    resource uuid not null references resource,
    community text collate "C" not null check (community ~ '^[0-9]{12}$'),
    quantity integer not null check (quantity >= 1),
    status text not null check (status in ('CLAIMED', 'SCHEDULED', 'DELIVERED', 'CONFIRMED', 'WITHDRAWN')),
    status_reason text check (char_length(status_reason) between 1 and 500),
    scheduled_for timestamptz(3),
    delivered_quantity integer check (delivered_quantity between 0 and quantity),
    rating integer check (rating between 1 and 5),
    version integer not null default 1
  );
  create index claim_of_resource on claim (resource, id);
  create index claim_of_community on claim (community, id);`;
