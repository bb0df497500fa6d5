import { pino, type Logger } from 'pino';

export type Log = Logger;

/**
 * The process's log: JSON lines on standard output. It is given names, ids, counts and codes, never the text or the variables of
 * an operation.
 */
export function createLog(name: string, level: string): Log {
  return pino({ name, level, base: { name, pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime });
}
