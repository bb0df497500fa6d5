import { createHash } from 'node:crypto';

/** An entry of the audit as it stands in its table: who changed what, when, and through which request. */
export interface AuditEntry {
  readonly id: string;
  /** Number of the transaction that wrote it. */
  readonly transaction: string;
  /** UTC, to the millisecond. */
  readonly at: string;
  readonly person: string | null;
  /** Whoever is no person: a machine, or the operator at a command. */
  readonly account: string | null;
  readonly roles: unknown;
  readonly operation: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly territory: string | null;
  readonly request_id: string;
}

/** What the first entry is chained to. */
export const GENESIS = '0'.repeat(64);

/** Hash of an entry in the chain, in hexadecimal: SHA-256 of the hash before it, followed by the entry's canonical JSON. */
export function hashAfter(previous: string, entry: AuditEntry): string {
  return createHash('sha256').update(previous).update(canonicalJsonOf(entry)).digest('hex');
}

/**
 * One text for one entry: names in order at every level, no spaces. What is null is left out, so that a column that comes later
 * changes no hash of before.
 */
export function canonicalJsonOf(entry: AuditEntry): string {
  const known = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
  return JSON.stringify(known, (_, value: unknown) => (isRecord(value) ? inOrder(value) : value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inOrder(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
