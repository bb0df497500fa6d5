import { readFileSync } from 'node:fs';

/** A process that can be told from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock tick since boot at which it started, with the boot's id; null where the system does not tell. */
  readonly started: string | null;
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, started: startOf(pid) };
}

/** Whether the very process still lives. A dead one that nobody has collected yet does not. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  if (started !== null) return startOf(pid) === started;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function startOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // The second field is the program's name in brackets and may hold anything; the state follows it, the start is field 22.
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return state === 'Z' ? null : `${boot}/${fields[18]}`;
  } catch {
    return null;
  }
}
