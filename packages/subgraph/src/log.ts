import { pino, type Logger } from 'pino';

export type Log = Logger;

/**
 * The process's log: JSON lines on standard output. It is given names, ids, counts and codes, never the text or the variables of
 * an operation.
 */
export function createLog(name: string, level: string): Log {
  return pino({ name, level, base: { name, pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime });
}

/** What may be logged of a thrown thing: its name, its code and where it is. Its message may hold what it stumbled over. */
export function withoutText(thrown: unknown): { error: string; code?: string; at: string[] } {
  if (!(thrown instanceof Error)) return { error: typeof thrown, at: [] };
  const { code } = thrown as { code?: unknown };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: thrown.name,
    ...(typeof code === 'string' ? { code } : {}),
    at: frames.slice(0, 8).map((line) => line.trim()),
  };
}
