import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { DomainEvent } from '@linli/domain/domain-event';
import type { Viewer } from '@linli/domain/viewer';
import { newId } from './columns.js';
import type { Database } from './database.js';
import { PersistenceErrors } from './persistence.errors.js';
import { withSession, type SessionSettings } from './session-context.js';

/** Who changes something, through which request, at which time. */
export interface Actor {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly settings: SessionSettings;
  readonly now: Date;
}

/** A use case as it was asked for. With a key, asking again gives what was made then, and changes nothing. */
export interface Asked {
  readonly operation: string;
  readonly input: unknown;
  readonly idempotencyKey?: string | null;
}

/** What was changed, for the audit. */
export interface AuditSubject {
  readonly type: string;
  readonly id: string;
  readonly territory: string | null;
}

/** What a use case has at hand inside its transaction. */
export interface UnitOfWork {
  readonly em: EntityManager;
  readonly now: Date;
  /** Publishes a fact together with the change. */
  readonly publish: (event: DomainEvent) => void;
  /** Writes into the audit that this was changed. */
  readonly audit: (subject: AuditSubject) => void;
}

const ATTEMPTS = 3;

/**
 * Runs a use case in one transaction with its events, its audit entries and its idempotency key, and gives the id of what it made
 * or changed. A deadlock or a serialization failure is tried again, three times in all. Refuses a key that was used with another
 * input (`IDEMPOTENCY_KEY_REUSED`).
 */
export async function commit(
  database: Database,
  actor: Actor,
  asked: Asked,
  work: (unit: UnitOfWork) => Promise<string>,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptToCommit(database, actor, asked, work);
    } catch (error) {
      if (attempt === ATTEMPTS || !isPassing(error)) throw error;
    }
  }
}

/**
 * The id that a use case gave when it was asked for before with the same key; null where it was not. For what a use case prepares
 * outside its transaction, which need not be prepared again. Refuses as `commit` does.
 */
export async function doneBefore(database: Database, actor: Actor, asked: Asked): Promise<string | null> {
  const key = asked.idempotencyKey;
  return key === undefined || key === null ? null : knownOf(database.em.fork(), actor, asked, key);
}

function attemptToCommit(
  database: Database,
  actor: Actor,
  asked: Asked,
  work: (unit: UnitOfWork) => Promise<string>,
): Promise<string> {
  return withSession(database, actor.settings, async (em) => {
    const earlier = await takeKey(em, actor, asked);
    if (earlier !== null) return earlier;
    const events: DomainEvent[] = [];
    const subjects: AuditSubject[] = [];
    const id = await work({
      em,
      now: actor.now,
      publish: (event) => void events.push(event),
      audit: (subject) => void subjects.push(subject),
    });
    await em.flush();
    await publishAll(em, events, actor.now);
    await auditAll(em, subjects, actor, asked.operation);
    await keepKey(em, actor, asked, id);
    return id;
  });
}

/** Id of what the key made before; null where this is its first use, which from here on blocks any second one until we end. */
async function takeKey(em: EntityManager, actor: Actor, asked: Asked): Promise<string | null> {
  const key = asked.idempotencyKey;
  if (key === undefined || key === null) return null;
  const caller = callerOf(actor.viewer);
  const digest = keyDigestOf(caller, key);
  const hash = inputHashOf(asked);
  const taken = await sql`
    insert into idempotency_key (caller, key, operation, input_hash, created_at)
    values (${caller}, ${digest}, ${asked.operation}, ${hash}, ${actor.now})
    on conflict do nothing returning key`.execute(em.getKysely());
  if (taken.rows.length > 0) return null;
  const known = await knownOf(em, actor, asked, key);
  if (known === null) throw PersistenceErrors.idempotencyKeyReused();
  return known;
}

/** Id of what a key made; null where it made nothing yet. */
async function knownOf(em: EntityManager, { viewer }: Actor, asked: Asked, key: string): Promise<string | null> {
  const caller = callerOf(viewer);
  const { rows } = await sql<{ input_hash: string; result_id: string }>`
    select input_hash, result_id from idempotency_key
    where caller = ${caller} and key = ${keyDigestOf(caller, key)}`.execute(em.getKysely());
  const [row] = rows;
  if (row === undefined) return null;
  if (row.input_hash !== inputHashOf(asked)) throw PersistenceErrors.idempotencyKeyReused();
  return row.result_id;
}

async function keepKey(em: EntityManager, actor: Actor, asked: Asked, id: string): Promise<void> {
  if (asked.idempotencyKey === undefined || asked.idempotencyKey === null) return;
  const caller = callerOf(actor.viewer);
  await sql`
    update idempotency_key set result_id = ${id}
    where caller = ${caller} and key = ${keyDigestOf(caller, asked.idempotencyKey)}`.execute(em.getKysely());
}

/**
 * Publishes facts in the transaction of whoever changes something without a request: what a peer's feed brings, say. They go as one
 * document, since a statement takes no more than 65,535 values.
 */
export async function publishAll(em: EntityManager, events: readonly DomainEvent[], at: Date): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ aggregateType, aggregateId, ...event }) => ({
    id: newId(),
    aggregatetype: aggregateType,
    aggregateid: aggregateId,
    ...event,
  }));
  await sql`
    insert into outbox (id, aggregatetype, aggregateid, type, payload, version, occurred_at)
    select id, aggregatetype, aggregateid, type, payload, version, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told
      (id uuid, aggregatetype text, aggregateid text, type text, payload jsonb, version bigint)`.execute(
    em.getKysely(),
  );
}

async function auditAll(
  em: EntityManager,
  subjects: readonly AuditSubject[],
  actor: Actor,
  operation: string,
): Promise<void> {
  if (subjects.length === 0) return;
  const roles = JSON.stringify(actor.viewer.roles);
  const rows = subjects.map(
    (subject) =>
      sql`(${newId()}::uuid, ${actor.now}::timestamptz, ${actor.viewer.person}::uuid, ${actor.viewer.account ?? null},
        ${roles}::jsonb, ${operation}, ${subject.type}, ${subject.id}, ${subject.territory}, ${actor.requestId})`,
  );
  await sql`
    insert into audit_entry (id, at, person, account, roles, operation, subject_type, subject_id, territory, request_id)
    values ${sql.join(rows)}`.execute(em.getKysely());
}

/** A key belongs to whoever gave it: a person, or the account of a machine. */
function callerOf({ person, account, roles }: Viewer): string {
  if (person !== null) return person;
  return account === undefined ? `roles:${JSON.stringify(roles)}` : `account:${account}`;
}

/** A key is kept as a digest: its caller may have made it from what nobody else is to read. */
function keyDigestOf(caller: string, key: string): string {
  return createHash('sha256').update(`${caller}\n${key}`).digest('hex');
}

function inputHashOf(asked: Asked): string {
  const text = JSON.stringify([asked.operation, asked.input], (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

/** Faults that pass when the whole transaction is tried again: serialization failures and deadlocks. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === '40001' || code === '40P01';
}
