import { sql } from 'kysely';
import type { Clock } from '@linli/domain/civil-time';
import type { Database } from '@linli/persistence/database';
import { withoutText, type Log } from '@linli/subgraph/log';
import { purgeFeed } from './feed.js';

const HOUR_MS = 3_600_000;
const KEYS_KEPT_DAYS = 2;

/** Forgets, each hour, what is kept for a time only: events that every peer has had 14 days to read, and old idempotency keys. */
export function startHousekeeping(worker: Database, clock: Clock, log: Log): { stop(): void } {
  const timer = setInterval(() => {
    tidy(worker, clock.now()).catch((error: unknown) => log.error(withoutText(error), 'housekeeping failed'));
  }, HOUR_MS);
  return { stop: () => clearInterval(timer) };
}

/** As the worker role. */
export async function tidy(worker: Database, now: Date): Promise<void> {
  await purgeFeed(worker, now);
  const oldest = new Date(now.getTime() - KEYS_KEPT_DAYS * 24 * HOUR_MS);
  await sql`delete from idempotency_key where created_at < ${oldest}`.execute(worker.em.fork().getKysely());
}
