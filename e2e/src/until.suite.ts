import { setTimeout as delay } from 'node:timers/promises';

const DEADLINE_MS = 30_000;
const PAUSE_MS = 50;

/** Looks again and again until what is looked for is there; gives up, and says for what, after half a minute or the time given. */
export async function until(what: string, isSo: () => Promise<boolean>, deadlineMs = DEADLINE_MS): Promise<void> {
  for (const start = Date.now(); !(await isSo()); await delay(PAUSE_MS)) {
    if (Date.now() - start > deadlineMs) throw new Error(`not within ${deadlineMs / 1000} s: ${what}`);
  }
}
