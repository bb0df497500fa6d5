import { readFile, writeFile } from 'node:fs/promises';

/** How far the memory of a process rises above where it stands now, as Linux tells it. */
export interface MemoryWatch {
  /** In bytes, at the highest since the watch began. */
  risen(): Promise<number>;
}

/** Begins to watch: the highest that Linux remembers of the process is set back to what it has now. */
export async function watchMemory(pid: number): Promise<MemoryWatch> {
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  const before = await bytesOf(pid, 'VmRSS');
  return { risen: async () => Math.max(0, (await bytesOf(pid, 'VmHWM')) - before) };
}

async function bytesOf(pid: number, name: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status) ?? [];
  if (kilobytes === undefined) throw new Error(`Linux does not tell ${name} of process ${pid}`);
  return Number(kilobytes) * 1_024;
}
