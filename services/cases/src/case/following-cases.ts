import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { publishAll } from '@linli/persistence/unit-of-work';
import { hashOfStep } from './case-chain.js';
import { caseEvent, type CaseFact } from './case.events.js';
import { CaseAction, type CaseStatus } from './case.rules.js';
import type { HandlerRef } from './case.entity.js';

/** A case whose ground goes from one grid to another, by their codes. */
export interface FollowingCase {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

type MovedCase = CaseFact & {
  readonly id: string;
  readonly version: number;
  readonly status: CaseStatus;
  readonly handlers: readonly HandlerRef[];
  readonly from: string;
};

interface LastStep {
  readonly id: string;
  readonly sequence: number;
  readonly hash: string;
}

/**
 * Lets open cases go with their ground to other grids, as the worker: each gets a step of its history that nobody took, and others
 * are told. What is closed or gone elsewhere meanwhile stays. Four statements for any number of cases.
 */
export async function letCasesFollow(em: EntityManager, following: readonly FollowingCase[], now: Date): Promise<void> {
  if (following.length === 0) return;
  const moved = await changePlaces(em, following);
  await addSteps(em, moved, now);
  const events = moved.map(({ id, version, from: _from, ...fact }) =>
    caseEvent('CaseMoved', id, version, { ...fact, reportedAt: new Date(fact.reportedAt).toISOString() }),
  );
  await publishAll(em, events, now);
}

async function changePlaces(em: EntityManager, following: readonly FollowingCase[]): Promise<readonly MovedCase[]> {
  const { rows } = await sql<MovedCase>`
    update "case" c set territory = goes."to", version = version + 1
    from jsonb_to_recordset(${JSON.stringify(following)}::jsonb) as goes (id uuid, "from" text, "to" text)
    where c.id = goes.id and c.territory = goes."from" and c.status <> 'CLOSED'
    returning c.id, c.version, c.number, c.category, c.private, c.status, c.level, c.territory, c.building, c.handlers,
      c.reported_at as "reportedAt", goes."from"`.execute(em.getKysely());
  return rows;
}

/** The cases are locked by their change, so that nobody else adds a step meanwhile. */
async function addSteps(em: EntityManager, moved: readonly MovedCase[], now: Date): Promise<void> {
  if (moved.length === 0) return;
  const last = await lastSteps(
    em,
    moved.map(({ id }) => id),
  );
  const steps = moved.map(({ id, status, handlers, from, territory: to }) => {
    const before = last.get(id);
    const step = {
      caseId: id,
      sequence: (before?.sequence ?? 0) + 1,
      at: now.toISOString(),
      action: CaseAction.FOLLOW,
      from: status,
      to: status,
      byRole: 'SYSTEM',
      byPerson: null,
      note: null,
      handlers,
      moved: { from, to },
    };
    return { ...step, movedFrom: from, movedTo: to, hash: hashOfStep(before?.hash ?? '', step) };
  });
  await sql`
    insert into case_event (case_id, sequence, at, action, from_status, to_status, by_role, handlers, moved_from, moved_to, hash)
    select "caseId", sequence, at, action, "from", "to", "byRole", handlers, "movedFrom", "movedTo", hash
    from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as step ("caseId" uuid, sequence integer, at timestamptz,
      action text, "from" text, "to" text, "byRole" text, handlers jsonb, "movedFrom" text, "movedTo" text, hash text)`.execute(
    em.getKysely(),
  );
}

async function lastSteps(em: EntityManager, cases: readonly string[]): Promise<ReadonlyMap<string, LastStep>> {
  const { rows } = await sql<LastStep>`
    select distinct on (case_id) case_id as id, sequence, hash from case_event
    where case_id = any(${[...cases]}::uuid[]) order by case_id, sequence desc`.execute(em.getKysely());
  return new Map(rows.map((row) => [row.id, row]));
}
