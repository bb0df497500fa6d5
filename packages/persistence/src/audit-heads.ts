import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How far a service's chain had come at a time. Kept outside the database, it shows when the chain is cut or written anew. */
export interface AuditHead {
  readonly service: string;
  readonly sequence: number;
  readonly hash: string;
  readonly at: string;
}

/** Adds a head to those of its service: `<service>.jsonl` in the folder, a line each, never rewritten. */
export async function appendHead(folder: string, head: AuditHead): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await appendFile(fileOf(folder, head.service), `${JSON.stringify(head)}\n`, { mode: 0o600, flush: true });
}

/** The heads of a service, oldest first; none where none was written. A last line that a crash cut off is no head. */
export async function readHeads(folder: string, service: string): Promise<readonly AuditHead[]> {
  const text = await readFile(fileOf(folder, service), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AuditHead);
}

const fileOf = (folder: string, service: string) => join(folder, `${service}.jsonl`);
