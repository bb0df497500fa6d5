import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a PostgreSQL server wrote about itself into its data folder, `postmaster.pid`. It may be long gone. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Whether it takes connections, by its own word. */
  readonly ready: boolean;
}

/** The server that last said it runs on a data folder; null where none did, or where it stopped in order. */
export function readPostmaster(clusterFolder: string): Postmaster | null {
  const lines = textOf(join(clusterFolder, 'postmaster.pid'))?.split('\n') ?? [];
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 1) return null;
  return { pid, port: Number.isInteger(port) ? port : 0, ready: lines[7]?.trim() === 'ready' };
}

/** Whether a process is the PostgreSQL server of a data folder: not a dead one, nor another process that got its number. */
export function isServing(pid: number, clusterFolder: string): boolean {
  const [program, ...args] = textOf(`/proc/${pid}/cmdline`)?.split('\0') ?? [];
  return program !== undefined && /(^|\/)postgres$/.test(program) && args[args.indexOf('-D') + 1] === clusterFolder;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
