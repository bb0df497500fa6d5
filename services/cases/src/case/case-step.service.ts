import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import type { Asking } from '../asking.js';
import { hashOfStep } from './case-chain.js';
import type { CaseRow, HandlerRef } from './case.entity.js';
import type { CaseAction, CaseStatus } from './case.rules.js';

export interface Step {
  /** Null for the report, which is the first. */
  readonly action: CaseAction | null;
  readonly from: CaseStatus | null;
  readonly byRole: string;
  readonly note: string | null;
}

/** A step of the history, as far as it decides who may go on. */
export interface PastStep {
  readonly action: string | null;
  readonly by_person: string | null;
  readonly at: string;
}

/**
 * Adds a step to the history of a case that is locked or new, chained to the step before; the sequence has no gaps since nobody
 * else adds one meanwhile. The note is sealed with the case's key.
 */
export async function appendStep(unit: UnitOfWork, asking: Asking, row: CaseRow, step: Step): Promise<void> {
  const kysely = unit.em.getKysely();
  const before = step.action === null ? null : await lastStepOf(unit.em, row.id);
  const sequence = (before?.sequence ?? 0) + 1;
  const note = sealNote(asking, row, sequence, step.note);
  const chained = {
    caseId: row.id,
    sequence,
    at: unit.now.toISOString(),
    action: step.action,
    from: step.from,
    to: row.status,
    byRole: step.byRole,
    byPerson: asking.actor.viewer.person,
    note,
    handlers: row.handlers as HandlerRef[],
  };
  const hash = hashOfStep(before?.hash ?? '', chained);
  await sql`
    insert into case_event (case_id, sequence, at, action, from_status, to_status, by_role, by_person, note, handlers, hash)
    values (${row.id}, ${sequence}, ${unit.now}, ${step.action}, ${step.from}, ${row.status}, ${step.byRole},
      ${chained.byPerson}, ${note}, ${JSON.stringify(chained.handlers)}::jsonb, ${hash})`.execute(kysely);
}

/** Who did what to a case so far and when, and whether the viewer is one of its handlers now. */
export async function historyOf(em: EntityManager, id: string): Promise<{ history: PastStep[]; acts: boolean }> {
  const { rows } = await sql<PastStep & { acts: boolean }>`
    select e.action, e.by_person, e.at, linli_acts_for(c.handler_ids) as acts
    from "case" c left join case_event e on e.case_id = c.id where c.id = ${id} order by e.sequence`.execute(
    em.getKysely(),
  );
  return { history: rows, acts: rows[0]?.acts ?? false };
}

async function lastStepOf(em: EntityManager, id: string): Promise<{ sequence: number; hash: string } | null> {
  const { rows } = await sql<{ sequence: number; hash: string }>`
    select sequence, hash from case_event where case_id = ${id} order by sequence desc limit 1`.execute(em.getKysely());
  return rows[0] ?? null;
}

function sealNote(asking: Asking, row: CaseRow, sequence: number, note: string | null): Buffer | null {
  if (note === null || row.recordKey === null || row.recordKey === undefined) return null;
  const key = asking.envelope.recordKey(row.id, Buffer.from(row.recordKey));
  return asking.envelope.seal(key, { table: 'case_event', id: `${row.id}:${sequence}`, field: 'note' }, note);
}
