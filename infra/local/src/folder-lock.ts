import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LauncherErrors } from './launcher.errors.js';
import { identityOf, isAlive } from './process-identity.js';
import type { ProcessIdentity } from './process-identity.js';

/**
 * Takes a data folder for this process, and answers how to let it go. The lock of a process that was killed is taken over; that of a
 * living one is refused.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const lock = join(folder, 'lock');
  const mine = JSON.stringify(identityOf(process.pid));
  for (let waits = 0; ;) {
    if (await created(lock, mine)) return () => rm(lock, { force: true });
    const text = await readFile(lock, 'utf8').catch(() => null);
    if (text === null) continue;
    const holder = holderFrom(text);
    if (holder !== null && isAlive(holder)) throw LauncherErrors.alreadyRunning({ folder, pid: holder.pid });
    // A lock without a holder is one whose holder is just writing its name, unless that takes too long.
    if (holder === null && (waits += 1) < 20) await delay(50);
    else await removeStale(lock, text);
  }
}

async function created(lock: string, text: string): Promise<boolean> {
  try {
    await writeFile(lock, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a stale lock aside; puts it back where another process had taken over in between and the lock is a fresh one. */
async function removeStale(lock: string, stale: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch {
    return;
  }
  const moved = await readFile(aside, 'utf8');
  if (moved === stale) await rm(aside);
  else await rename(aside, lock);
}

function holderFrom(text: string): ProcessIdentity | null {
  try {
    const { pid, started } = JSON.parse(text) as Partial<ProcessIdentity>;
    return typeof pid === 'number' ? { pid, started: started ?? null } : null;
  } catch {
    return null;
  }
}
