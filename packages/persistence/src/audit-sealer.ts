import { setTimeout as delay } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Clock } from '@linli/domain/civil-time';
import { GENESIS, hashAfter, type AuditEntry } from './audit-chain.js';
import { appendHead } from './audit-heads.js';
import { auditEntry } from './audit-tables.js';
import type { Database } from './database.js';

export interface SealerOptions {
  readonly service: string;
  /** Open as the worker role. */
  readonly worker: Database;
  /** Where heads are written; without it none are. */
  readonly headsFolder: string | undefined;
  readonly clock: Clock;
  readonly log: SealerLog;
}

/** What the sealer needs of a log. */
export interface SealerLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

const PAUSE_MS = 1_000;
const HEAD_EVERY_MS = 3_600_000;
const ENTRIES_A_ROUND = 1_000;

/** The lock that lets one process seal a database's audit at a time. */
const SEAL_LOCK = 727_004;

/**
 * Seals the audit of a service each second, and writes the chain's head outside the database: soon after the first sealing, then
 * hourly, and when it stops. Several processes may do so at once: one works, the others skip their turn.
 */
export function startSealer(options: SealerOptions): { stop(): Promise<void> } {
  const { log, service } = options;
  if (options.headsFolder === undefined)
    log.info({ service }, 'no head of the audit is written: LINLI_AUDIT_HEADS is not set');
  const stopping = new AbortController();
  const sealer = new Sealer(options);
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const more = await sealer.round(false);
      if (!more) await delay(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
    await sealer.round(true);
  })();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

/** The last link of a chain. */
export interface ChainEnd {
  readonly sequence: number;
  readonly hash: string;
}

/**
 * Seals the next entries, 1,000 at the most, in the order of their transactions, and gives the chain's end; null where another
 * process is at it. Only what is older than every running transaction: a younger one may yet commit before it.
 */
export async function sealNext(worker: Database): Promise<{ sealed: number; end: ChainEnd } | null> {
  return worker.em.fork().transactional(async (em) => {
    if (!(await takeTurn(em))) return null;
    const last = await lastSeal(em);
    const seals: (ChainEnd & { entry: AuditEntry })[] = [];
    let end: ChainEnd = { sequence: last.sequence, hash: last.hash };
    for (const entry of await entriesAfter(em, last)) {
      end = { sequence: end.sequence + 1, hash: hashAfter(end.hash, entry) };
      seals.push({ ...end, entry });
    }
    if (seals.length > 0) await keep(em, seals);
    return { sealed: seals.length, end };
  });
}

/** One service's sealing over time. */
class Sealer {
  readonly #options: SealerOptions;
  #failing = false;
  #headAt = -Infinity;
  #headSequence = 0;

  constructor(options: SealerOptions) {
    this.#options = options;
  }

  /** Seals once; true where more waits. A failure is logged when it begins, and the next round tries again. */
  async round(last: boolean): Promise<boolean> {
    const { service, worker, log } = this.#options;
    try {
      const round = await sealNext(worker);
      if (round !== null) await this.#writeHead(round.end, last);
      if (this.#failing) log.info({ service }, 'the audit is sealed again');
      this.#failing = false;
      return round?.sealed === ENTRIES_A_ROUND;
    } catch (error) {
      const { name, code } = error as { name?: unknown; code?: unknown };
      if (!this.#failing) log.error({ service, error: name, code }, 'the audit could not be sealed');
      this.#failing = true;
      return false;
    }
  }

  async #writeHead({ sequence, hash }: ChainEnd, last: boolean): Promise<void> {
    const { service, headsFolder, clock } = this.#options;
    const now = clock.now();
    const due = last || now.getTime() - this.#headAt >= HEAD_EVERY_MS;
    if (headsFolder === undefined || !due || sequence <= this.#headSequence) return;
    await appendHead(headsFolder, { service, sequence, hash, at: now.toISOString() });
    this.#headAt = now.getTime();
    this.#headSequence = sequence;
  }
}

/** The end of a chain, with the place of its entry among all entries. */
interface LastSeal extends ChainEnd {
  readonly transaction: string;
  readonly at: string;
  readonly entry: string;
}

/** Before everything. */
const NOTHING_SEALED: LastSeal = {
  sequence: 0,
  hash: GENESIS,
  transaction: '0',
  at: '-infinity',
  entry: '00000000-0000-0000-0000-000000000000',
};

async function takeTurn(em: EntityManager): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(${SEAL_LOCK}) as taken`.execute(em.getKysely());
  return rows[0]?.taken === true;
}

async function lastSeal(em: EntityManager): Promise<LastSeal> {
  const { rows } = await sql<Omit<LastSeal, 'sequence'> & { sequence: string }>`
    select sequence::text, hash, transaction::text, at::text, entry
    from audit_seal order by audit_seal.sequence desc limit 1`.execute(em.getKysely());
  const [row] = rows;
  return row === undefined ? NOTHING_SEALED : { ...row, sequence: Number(row.sequence) };
}

async function entriesAfter(em: EntityManager, last: LastSeal): Promise<readonly AuditEntry[]> {
  const { rows } = await sql<{ entry: AuditEntry }>`
    select ${auditEntry} as entry from audit_entry e
    where (e.transaction, e.at, e.id) > (${last.transaction}::xid8, ${last.at}::timestamptz, ${last.entry}::uuid)
      and e.transaction < pg_snapshot_xmin(pg_current_snapshot())
    order by e.transaction, e.at, e.id
    limit ${ENTRIES_A_ROUND}`.execute(em.getKysely());
  return rows.map(({ entry }) => entry);
}

async function keep(em: EntityManager, seals: readonly (ChainEnd & { entry: AuditEntry })[]): Promise<void> {
  const rows = seals.map(({ sequence, hash, entry: { id, transaction, at } }) => ({
    sequence,
    hash,
    transaction,
    at,
    entry: id,
  }));
  await sql`
    insert into audit_seal (sequence, entry, transaction, at, hash)
    select sequence, entry, transaction, at, hash
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as seal (sequence bigint, entry uuid, transaction xid8, at timestamptz, hash text)`.execute(em.getKysely());
}
