import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import type { HopMinter } from '@linli/subgraph/hop-token';
import { withoutText, type Log } from '@linli/subgraph/log';
import type { KnownRevocations } from './known-revocations.js';
import type { Revocation } from './revocation.rules.js';

export interface RevocationFeedOptions {
  /** Where organization is. */
  readonly url: URL;
  readonly hops: HopMinter;
  readonly known: KnownRevocations;
  readonly everyMs: number;
  readonly log: Log;
}

interface FeedRow {
  readonly key: string;
  readonly payload: Omit<Revocation, 'at'> & { readonly at: string };
}

const PATIENCE_MS = 1_500;
/** Ids are in the order of time but for clocks that differ and transactions that take longer: the last minute is read again. */
const READ_AGAIN_MS = 60_000;
/** Tokens live an hour at the most. */
const KEPT_MS = 61 * 60_000;

/**
 * Learns from organization every few seconds which tokens were revoked, beside all requests. While organization is away what is
 * known goes on.
 */
export class RevocationFeed {
  readonly #options: RevocationFeedOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #newest: string | null = null;
  #readAt: number | null = null;
  #failing = false;

  constructor(options: RevocationFeedOptions) {
    this.#options = options;
  }

  /** Resolves after the first reading, whether organization answered or not. */
  async start(): Promise<void> {
    await this.#round();
    this.#running = this.#goOn();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** For how many seconds organization has told nothing; null where it never has. */
  secondsBehind(): number | null {
    return this.#readAt === null ? null : Math.max(0, Math.round((Date.now() - this.#readAt) / 1_000));
  }

  async #goOn(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await delay(this.#options.everyMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await this.#round();
    }
  }

  async #round(): Promise<void> {
    const { known, log } = this.#options;
    known.forgetBefore(Date.now() - KEPT_MS);
    try {
      await this.#read();
      this.#readAt = Date.now();
      if (this.#failing) log.info('revocations are read again');
      this.#failing = false;
    } catch (error) {
      if (!this.#failing && !this.#stopping.signal.aborted)
        log.warn(withoutText(error), 'revocations are not read: those that are known go on');
      this.#failing = true;
    }
  }

  async #read(): Promise<void> {
    let after = this.#newest === null ? null : shortlyBefore(this.#newest);
    for (;;) {
      const { rows, last } = await this.#page(after);
      for (const { payload } of rows) this.#options.known.learn({ ...payload, at: Date.parse(payload.at) });
      after = rows.at(-1)?.key ?? after;
      if (after !== null && (this.#newest === null || after > this.#newest)) this.#newest = after;
      if (last) return;
    }
  }

  async #page(after: string | null): Promise<{ rows: readonly FeedRow[]; last: boolean }> {
    const { url, hops } = this.#options;
    const query = new URLSearchParams({ kind: 'tokenRevocation', ...(after === null ? {} : { after }) });
    const { statusCode, body } = await request(new URL(`/feed/snapshot?${query}`, url), {
      headers: { authorization: `Hop ${await hops.mint('organization', null)}` },
      signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`organization answered ${statusCode}`);
    return JSON.parse(text) as { rows: readonly FeedRow[]; last: boolean };
  }
}

/** The id that a row of some time before would have at the least: the first 48 bits of a uuid v7 are its millisecond. */
function shortlyBefore(id: string): string {
  const milliseconds = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) - READ_AGAIN_MS;
  const digits = Math.max(0, milliseconds).toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7000-8000-000000000000`;
}
