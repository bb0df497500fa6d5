import { expect } from '@jest/globals';
import { sql } from 'kysely';
import type { CasesSuite } from '../cases.suite.js';
import { hashOfStep } from './case-chain.js';

/** Holds the history of a case against its hashes, from the report on. */
export async function expectUnbrokenChain(suite: CasesSuite, id: string): Promise<void> {
  const { rows } = await sql<{
    sequence: number;
    at: string;
    action: string | null;
    from_status: string | null;
    to_status: string;
    by_role: string;
    by_person: string | null;
    note: Buffer | null;
    handlers: { kind: string; id: string }[];
    hash: string;
    moved_from: string | null;
    moved_to: string | null;
  }>`select * from case_event where case_id = ${id} order by sequence`.execute(suite.worker.em.fork().getKysely());
  let before = '';
  for (const [index, row] of rows.entries()) {
    expect(row.sequence).toBe(index + 1);
    before = hashOfStep(before, {
      caseId: id,
      sequence: row.sequence,
      at: new Date(row.at).toISOString(),
      action: row.action,
      from: row.from_status,
      to: row.to_status,
      byRole: row.by_role,
      byPerson: row.by_person,
      note: row.note,
      handlers: row.handlers,
      ...(row.moved_from === null || row.moved_to === null
        ? {}
        : { moved: { from: row.moved_from, to: row.moved_to } }),
    });
    expect(row.hash).toBe(before);
  }
}
