import { sql, type RawBuilder } from 'kysely';
import type { AuditEntry } from './audit-chain.js';
import { rolesOf } from './provision.js';

/**
 * SQL that makes a service's audit a chain: each entry gets the number of its transaction, which no role but the owner may choose,
 * and a table of seals beside. A seal repeats its entry's place (transaction, time), so that the place is known when the entry is
 * gone. For a migration after the first, which has `baseTablesSql`.
 */
export function auditChainSql(service: string): string {
  const { app, worker } = rolesOf(service);
  return `
    alter table audit_entry add column transaction xid8 not null default pg_current_xact_id();
    create index audit_entry_place on audit_entry (transaction, at, id);
    revoke insert on audit_entry from ${app}, ${worker};
    grant insert (id, at, person, roles, operation, subject_type, subject_id, territory, request_id)
      on audit_entry to ${app}, ${worker};

    create table audit_seal (
      sequence bigint primary key check (sequence > 0),
      entry uuid not null unique,
      transaction xid8 not null,
      at timestamptz(3) not null,
      hash text not null,
      sealed_at timestamptz(3) not null default now()
    );
    revoke all on audit_seal from ${app};
    revoke update, delete on audit_seal from ${worker};
  `;
}

/**
 * SQL that lets an entry name the account of a caller who is no person. Entries from before have none, and hash as they did. For a
 * migration after that of `auditChainSql`.
 */
export function auditAccountSql(service: string): string {
  const { app, worker } = rolesOf(service);
  return `
    alter table audit_entry add column account text;
    grant insert (account) on audit_entry to ${app}, ${worker};
  `;
}

/** The entry of a row of `audit_entry` under the name `e`, the same whatever the session's time zone; null where a join found none. */
export const auditEntry: RawBuilder<AuditEntry | null> = sql`
  case when e.id is not null then json_build_object(
    'id', e.id,
    'transaction', e.transaction::text,
    'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'person', e.person,
    'account', e.account,
    'roles', e.roles,
    'operation', e.operation,
    'subject_type', e.subject_type,
    'subject_id', e.subject_id,
    'territory', e.territory,
    'request_id', e.request_id
  ) end`;
