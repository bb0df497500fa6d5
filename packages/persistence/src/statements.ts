import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

/** The SQL that one request has sent, in order: `begin`, `commit` and session settings count like any other statement. */
export interface StatementRecord {
  statements: string[];
}

const current = new AsyncLocalStorage<StatementRecord>();

/** Runs the work and keeps in the record every statement that it sends. */
export function recordingStatements<T>(record: StatementRecord, work: () => T): T {
  return current.run(record, work);
}

/** Makes a connection of the pool write what it sends into the record of whoever uses it. */
export function recordStatementsOf(client: pg.Client): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  Object.assign(client, {
    query: (...args: unknown[]) => {
      current.getStore()?.statements.push(textOf(args[0]));
      return query(...args);
    },
  });
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  const { text } = statement as { text?: unknown };
  return typeof text === 'string' ? text : 'cursor';
}

/** Runs the work and tells how many statements it sent. */
export async function countingStatements<T>(work: () => Promise<T>): Promise<{ result: T; statements: number }> {
  const record: StatementRecord = { statements: [] };
  const result = await recordingStatements(record, work);
  return { result, statements: record.statements.length };
}
