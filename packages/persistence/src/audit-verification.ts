import { IsolationLevel } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { GENESIS, hashAfter, type AuditEntry } from './audit-chain.js';
import type { AuditHead } from './audit-heads.js';
import { auditEntry } from './audit-tables.js';
import type { Database } from './database.js';

/** What was done to an audit behind its back. */
export type AuditFinding =
  /** The entry is not what was sealed. Where only the one after it tells, its seal was written anew too. */
  | { readonly kind: 'EDITED'; readonly sequence: number; readonly entry: string }
  /** The seal stands without its entry. */
  | { readonly kind: 'REMOVED'; readonly sequence: number; readonly entry: string }
  /** Entries are gone together with their seals, both ends included. */
  | { readonly kind: 'REMOVED_WITH_SEALS'; readonly from: number; readonly to: number }
  /** An entry was put before the end of the chain, where no transaction could write any more. */
  | { readonly kind: 'ADDED_OUT_OF_ORDER'; readonly entry: string }
  /** A head that was written outside is not in the chain: its tail was cut off, or it was written anew. */
  | { readonly kind: 'HEAD_LOST'; readonly head: AuditHead };

export interface AuditVerdict {
  /** How many seals there are. */
  readonly sealed: number;
  /** How many entries wait to be sealed. */
  readonly waiting: number;
  readonly findings: readonly AuditFinding[];
}

/** Recomputes a service's chain from its entries, as the worker role and as of one instant, and holds it against the heads. */
export async function verifyAudit(worker: Database, heads: readonly AuditHead[]): Promise<AuditVerdict> {
  return worker.em.fork().transactional(
    async (em) => {
      const walk = new ChainWalk(heads);
      for (let page = await sealsAfter(em, 0); page.length > 0; page = await sealsAfter(em, walk.sequence)) {
        for (const seal of page) walk.step(seal);
      }
      const { early, waiting } = await unsealed(em);
      const added = early.map((entry): AuditFinding => ({ kind: 'ADDED_OUT_OF_ORDER', entry }));
      return { sealed: walk.sealed, waiting, findings: [...walk.findings, ...added, ...walk.lostHeads()] };
    },
    { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true },
  );
}

interface Seal {
  readonly sequence: string;
  readonly id: string;
  readonly hash: string;
  /** Whether the entry is where the seal says. */
  readonly in_place: boolean | null;
  readonly entry: AuditEntry | null;
}

/** Goes along a chain seal by seal. Each is held against the stored hash before it, so that one change is one finding. */
class ChainWalk {
  readonly findings: AuditFinding[] = [];
  sequence = 0;
  sealed = 0;
  readonly #heads: readonly AuditHead[];
  readonly #wanted: ReadonlySet<number>;
  readonly #found = new Map<number, string>();
  #hash = GENESIS;

  constructor(heads: readonly AuditHead[]) {
    this.#heads = heads;
    this.#wanted = new Set(heads.map((head) => head.sequence));
  }

  step(seal: Seal): void {
    const sequence = Number(seal.sequence);
    const follows = sequence === this.sequence + 1;
    if (!follows) this.findings.push({ kind: 'REMOVED_WITH_SEALS', from: this.sequence + 1, to: sequence - 1 });
    if (seal.entry === null) this.findings.push({ kind: 'REMOVED', sequence, entry: seal.id });
    // After a gap the hash before is not known, so that nothing is to be said of this one.
    else if (seal.in_place !== true || (follows && hashAfter(this.#hash, seal.entry) !== seal.hash))
      this.findings.push({ kind: 'EDITED', sequence, entry: seal.id });
    if (this.#wanted.has(sequence)) this.#found.set(sequence, seal.hash);
    this.sequence = sequence;
    this.#hash = seal.hash;
    this.sealed += 1;
  }

  lostHeads(): AuditFinding[] {
    const lost = this.#heads.filter(({ sequence, hash }) => this.#found.get(sequence) !== hash);
    return lost.map((head) => ({ kind: 'HEAD_LOST', head }));
  }
}

const SEALS_A_PAGE = 1_000;

async function sealsAfter(em: EntityManager, sequence: number): Promise<readonly Seal[]> {
  const { rows } = await sql<Seal>`
    select s.sequence::text, s.entry as id, s.hash, (s.transaction, s.at) = (e.transaction, e.at) as in_place,
      ${auditEntry} as entry
    from audit_seal s left join audit_entry e on e.id = s.entry
    where s.sequence > ${sequence}
    order by s.sequence
    limit ${SEALS_A_PAGE}`.execute(em.getKysely());
  return rows;
}

/** Entries without a seal: those that wait, and those that stand before the end of the chain. */
async function unsealed(em: EntityManager): Promise<{ waiting: number; early: readonly string[] }> {
  const { rows } = await sql<{ waiting: number; early: readonly string[] }>`
    select count(*) filter (where not is_early)::int as waiting,
      coalesce(json_agg(id order by transaction, at, id) filter (where is_early), '[]') as early
    from (
      select e.id, e.transaction, e.at, coalesce((e.transaction, e.at, e.id) < (
        select s.transaction, s.at, s.entry from audit_seal s order by s.sequence desc limit 1
      ), false) as is_early
      from audit_entry e
      where not exists (select from audit_seal s where s.entry = e.id)
    ) as unsealed`.execute(em.getKysely());
  return rows[0] ?? { waiting: 0, early: [] };
}
