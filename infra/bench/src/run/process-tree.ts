import { readdirSync, readFileSync } from 'node:fs';

/** A process as `/proc/<pid>/stat` tells of it. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** User and system time in clock ticks, of the process itself and of its children that have ended. */
  readonly ticks: number;
}

/** Milliseconds of a clock tick, as `/proc` counts: 100 a second on every Linux that Node runs on. */
const TICK_MS = 10;

/** A process that ends while all are read is missed, since it is gone from the list and not yet with its parent: the highest reading is right. */
const READINGS = 3;

/** CPU time in milliseconds that the processes and all below them have taken so far; null where the system has no `/proc`. */
export function cpuOf(roots: readonly number[]): number | null {
  let most: number | null = null;
  for (let reading = 0; reading < READINGS; reading += 1) {
    const processes = allProcesses();
    if (processes === null) return null;
    const ticks = treeOf(roots, processes).reduce((sum, process) => sum + process.ticks, 0);
    most = Math.max(most ?? 0, ticks * TICK_MS);
  }
  return most;
}

/** Memory in bytes that the processes and all below them hold, what they share counted once; null where it is not told. */
export function memoryOf(roots: readonly number[]): number | null {
  const processes = allProcesses();
  if (processes === null) return null;
  const held = treeOf(roots, processes).map(({ pid }) => proportionalBytes(pid));
  return held.reduce<number | null>((sum, bytes) => (sum === null || bytes === null ? null : sum + bytes), 0);
}

/** The processes named, and those below them, each once. */
export function treeOf(roots: readonly number[], processes: readonly ProcessStat[]): ProcessStat[] {
  const below = Map.groupBy(processes, ({ parent }) => parent);
  const found = new Map<number, ProcessStat>();
  const visit = (process: ProcessStat): void => {
    if (found.has(process.pid)) return;
    found.set(process.pid, process);
    below.get(process.pid)?.forEach(visit);
  };
  processes.filter(({ pid }) => roots.includes(pid)).forEach(visit);
  return [...found.values()];
}

/** Reads a line of `/proc/<pid>/stat`: the second field is the program's name in brackets and may hold anything. */
export function statOf(line: string): ProcessStat {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0);
  return { pid: Number.parseInt(line, 10), parent: Number(fields[1]), ticks };
}

function allProcesses(): ProcessStat[] | null {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => statIfAlive(pid));
  } catch {
    return null;
  }
}

function statIfAlive(pid: string): ProcessStat[] {
  try {
    return [statOf(readFileSync(`/proc/${pid}/stat`, 'utf8'))];
  } catch {
    return [];
  }
}

function proportionalBytes(pid: number): number | null {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
