import { rolesOf } from './provision.js';

/**
 * SQL of the tables that every service has beside its own: the outbox and its feed, positions in other feeds, the audit,
 * idempotency keys, and two functions for row policies. The first statements of a service's first migration; they also grant the
 * service's roles what later tables need.
 */
export function baseTablesSql(service: string): string {
  const { owner, app, worker } = rolesOf(service);
  return `
    alter default privileges for role ${owner} in schema public grant select, insert, update, delete on tables to ${app}, ${worker};
    alter default privileges for role ${owner} in schema public grant usage on sequences to ${app}, ${worker};

    create table outbox (
      position bigint generated always as identity primary key,
      transaction xid8 not null default pg_current_xact_id(),
      id uuid not null,
      aggregatetype text not null,
      aggregateid text not null,
      type text not null,
      payload jsonb not null,
      version bigint not null,
      occurred_at timestamptz(3) not null
    );
    create index outbox_tail on outbox (transaction, position);
    create index outbox_age on outbox (occurred_at);
    revoke select, update, delete on outbox from ${app};

    create table feed (id uuid not null default gen_random_uuid(), purged_until xid8 not null default '0');
    create unique index feed_one on feed ((true));
    insert into feed default values;
    revoke all on feed from ${app};

    create table feed_position (
      source text primary key,
      position text not null,
      caught_up_at timestamptz(3) not null
    );
    revoke all on feed_position from ${app};

    create table audit_entry (
      id uuid primary key,
      at timestamptz(3) not null,
      person uuid,
      roles jsonb not null,
      operation text not null,
      subject_type text not null,
      subject_id text not null,
      territory text collate "C",
      request_id text not null
    );
    create index audit_entry_person on audit_entry (person, at);
    revoke select, update, delete on audit_entry from ${app};
    revoke update, delete on audit_entry from ${worker};

    create table idempotency_key (
      caller text not null,
      key text not null,
      operation text not null,
      input_hash text not null,
      result_id text not null default '',
      created_at timestamptz(3) not null,
      primary key (caller, key)
    );
    create index idempotency_key_age on idempotency_key (created_at);

    create function linli_within(code text, setting text) returns boolean language sql stable parallel safe
      return exists (
        select from unnest(string_to_array(nullif(current_setting(setting, true), ''), ',')) as held (territory)
        where starts_with(code, held.territory)
      );
    create function linli_holds(ids uuid[], setting text) returns boolean language sql stable parallel safe
      return coalesce(ids && string_to_array(nullif(current_setting(setting, true), ''), ',')::uuid[], false);
  `;
}

/**
 * SQL that writes `linli_within` as one expression, which the planner puts in the place of each call: as a query of its own it is
 * run anew for every row that a policy looks at. For a later migration of each service, after its base tables.
 */
export const withinSql = `
  create or replace function linli_within(code text, setting text) returns boolean language sql stable parallel safe
    return coalesce(code ^@ any (string_to_array(nullif(current_setting(setting, true), ''), ',')), false);`;

/** Leaves a table insert-only for the service: nothing in it is ever changed or removed by a request or a worker. */
export function insertOnlySql(service: string, table: string): string {
  const { app, worker } = rolesOf(service);
  return `revoke update, delete on "${table}" from ${app}, ${worker};`;
}

/**
 * Row policies of a table with personal data: forced, so that they hold for the owner too. `visible` is an SQL condition on a row
 * that reads the session context; without a context it is false or null for every row. The worker role has a policy of its own.
 */
export function rowPolicySql(service: string, table: string, visible: string, writable = visible): string {
  const { app, worker } = rolesOf(service);
  return `
    alter table "${table}" enable row level security;
    alter table "${table}" force row level security;
    create policy viewer_reads on "${table}" for select to ${app} using (${visible});
    create policy viewer_adds on "${table}" for insert to ${app} with check (${writable});
    create policy viewer_changes on "${table}" for update to ${app} using (${visible}) with check (${writable});
    create policy worker_all on "${table}" to ${worker} using (true) with check (true);
  `;
}
