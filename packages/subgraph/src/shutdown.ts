import type { Log } from './log.js';

const GRACE_MS = 9_000;

/**
 * Ends the process on SIGTERM or SIGINT by the given steps, in their order, within ten seconds; a second signal, or steps that
 * take longer, end it at once.
 */
export function stopOnSignal(log: Log, steps: readonly (() => Promise<void> | void)[]): void {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    for (const step of steps) await step();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}
