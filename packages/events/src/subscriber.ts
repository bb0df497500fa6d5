import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { request } from 'undici';
import type { Clock } from '@linli/domain/civil-time';
import type { Database } from '@linli/persistence/database';
import type { HopMinter } from '@linli/subgraph/hop-token';
import { withoutText, type Log } from '@linli/subgraph/log';
import type { SnapshotAnswer, SnapshotRow, TailAnswer } from './feed.js';

/** Keeps what a service must know of a peer's things of one kind. */
export interface DirectoryWriter {
  readonly kind: string;
  /** Takes in the rows; a row that is not newer than what is kept changes nothing. No key stands twice among them. */
  apply(em: EntityManager, rows: readonly SnapshotRow[]): Promise<void>;
  isEmpty(em: EntityManager): Promise<boolean>;
  /**
   * Forgets what is not among the keys, after all of the kind was read: an import of its source may have left things out that were
   * there before. All keys of the kind are held at once.
   */
  keepOnly?(em: EntityManager, keys: readonly string[]): Promise<void>;
}

export interface SubscriberOptions {
  /** The peer whose feed is read. */
  readonly source: string;
  readonly url: string;
  readonly minter: HopMinter;
  /** As the worker role: a directory is written by no request. */
  readonly database: Database;
  readonly writers: readonly DirectoryWriter[];
  readonly log: Log;
  readonly clock: Clock;
  readonly intervalMs?: number;
}

/** Event on all things of a kind at once, after an import: its subscribers read the snapshot of the kind again. */
const EVERYTHING = '*';
const TIMEOUT_MS = 10_000;

/**
 * Keeps a directory of a peer's facts from its feed: the snapshot first, then the tail, once a second. Its position is stored in
 * the transaction of what it applied, and rows apply by version, so that nothing is missed and reading twice does no harm. While
 * the peer is away the directory stays as it was.
 */
export class Subscriber {
  readonly #options: SubscriberOptions;
  readonly #stopping = new AbortController();
  /** Kinds that the peer does not tell of, as one that is older than this service. */
  readonly #untold = new Set<string>();
  #running: Promise<void> = Promise.resolve();
  #wake: () => void = () => undefined;

  constructor(options: SubscriberOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#loop();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#running;
  }

  /** Reads what the feed has now, and reads anew what of the directory was emptied; throws where the peer cannot be reached. */
  async catchUp(): Promise<void> {
    const position = await this.#position();
    let at: string | null = position ?? (await this.#takeSnapshot());
    if (position !== null) await this.#refillEmptied();
    while (at !== null && !this.#stopping.signal.aborted) at = await this.#followTail(at);
  }

  async #loop(): Promise<void> {
    let failing = false;
    while (!this.#stopping.signal.aborted) {
      try {
        await this.catchUp();
        if (failing) this.#options.log.info({ source: this.#options.source }, 'feed read again');
        failing = false;
      } catch (error) {
        if (!failing) this.#options.log.warn({ ...withoutText(error), source: this.#options.source }, 'feed not read');
        failing = true;
      }
      await this.#pause();
    }
  }

  async #pause(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#options.intervalMs ?? 1_000);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Where the last reading ended; null where there was none. */
  async #position(): Promise<string | null> {
    const { rows } = await sql<{ position: string }>`
      select position from feed_position where source = ${this.#options.source}`.execute(
      this.#options.database.em.fork().getKysely(),
    );
    return rows[0]?.position ?? null;
  }

  /** Reading a kind that has nothing yet costs one request; one that was emptied by accident is whole again. */
  async #refillEmptied(): Promise<void> {
    for (const writer of this.#options.writers) {
      if (await writer.isEmpty(this.#options.database.em.fork())) await this.#readKind(writer);
    }
  }

  async #takeSnapshot(): Promise<string> {
    const { position } = (await this.#get('/feed/position')) as { position: string };
    for (const writer of this.#options.writers) await this.#readAnew(writer);
    await this.#options.database.em.fork().transactional((em) => this.#remember(em, position));
    this.#options.log.info({ source: this.#options.source }, 'directory read anew');
    return position;
  }

  /** Reads all of the kind, and forgets what the source no longer has where no event tells of that. */
  async #readAnew(writer: DirectoryWriter): Promise<void> {
    if (writer.keepOnly === undefined) return this.#readKind(writer);
    const keys: string[] = [];
    await this.#readKind(writer, keys);
    await this.#options.database.em.fork().transactional(async (em) => writer.keepOnly?.(em, keys));
  }

  /**
   * Takes in all that the source has of the kind, and adds its keys to those given. A peer may not tell of it yet, while services are
   * renewed one by one: as long as nothing is kept of the kind, it is asked for again with each reading, and events of it are left to
   * the snapshot.
   */
  async #readKind(writer: DirectoryWriter, keys?: string[]): Promise<void> {
    let after: string | undefined;
    for (;;) {
      const query = new URLSearchParams({ kind: writer.kind, ...(after === undefined ? {} : { after }) });
      const page = (await this.#get(`/feed/snapshot?${query}`, 404)) as SnapshotAnswer | null;
      if (page === null) return this.#doWithout(writer);
      this.#untold.delete(writer.kind);
      if (page.rows.length > 0) {
        await this.#options.database.em.fork().transactional((em) => writer.apply(em, page.rows));
      }
      keys?.push(...page.rows.map(({ key }) => key));
      if (page.last) return;
      after = page.rows.at(-1)?.key;
    }
  }

  async #doWithout(writer: DirectoryWriter): Promise<void> {
    const { kind } = writer;
    const { source, database, log } = this.#options;
    if (!(await writer.isEmpty(database.em.fork()))) throw new Error(`${source} tells of ${kind} no more`);
    if (!this.#untold.has(kind)) log.warn({ source, kind }, 'the peer does not tell of the kind');
    this.#untold.add(kind);
  }

  /** Applies the next page of events; null where nothing more is there, else where to go on. */
  async #followTail(after: string): Promise<string | null> {
    const answer = (await this.#get(`/feed/tail?${new URLSearchParams({ after })}`, 410)) as TailAnswer | null;
    if (answer === null) return this.#takeSnapshot();
    const { events, position, last } = answer;
    const imported = new Set(events.filter((event) => event.key === EVERYTHING).map((event) => event.kind));
    for (const writer of this.#options.writers) {
      if (imported.has(writer.kind)) await this.#readAnew(writer);
    }
    await this.#options.database.em.fork().transactional(async (em) => {
      for (const writer of this.#options.writers) {
        if (this.#untold.has(writer.kind)) continue;
        const rows = newestByKey(events.filter((event) => event.kind === writer.kind && event.key !== EVERYTHING));
        if (rows.length > 0) await writer.apply(em, rows);
      }
      await this.#remember(em, position);
    });
    return last ? null : position;
  }

  async #remember(em: EntityManager, position: string): Promise<void> {
    const now = this.#options.clock.now();
    await sql`
      insert into feed_position (source, position, caught_up_at) values (${this.#options.source}, ${position}, ${now})
      on conflict (source) do update set position = excluded.position, caught_up_at = excluded.caught_up_at`.execute(
      em.getKysely(),
    );
  }

  /** The peer's JSON; null where it answers that what is asked for is not there. */
  async #get(path: string, absent?: 404 | 410): Promise<unknown> {
    const { source, url, minter } = this.#options;
    const { statusCode, body } = await request(new URL(path, url), {
      headers: { authorization: `Hop ${await minter.mint(source, null)}` },
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      signal: this.#stopping.signal,
    });
    const text = await body.text();
    if (statusCode === absent) return null;
    if (statusCode !== 200) throw new Error(`${source} answered ${statusCode} to ${path.split('?')[0]}`);
    return JSON.parse(text) as unknown;
  }
}

function newestByKey(rows: readonly SnapshotRow[]): SnapshotRow[] {
  const newest = new Map<string, SnapshotRow>();
  for (const row of rows) {
    const known = newest.get(row.key);
    if (known === undefined || known.version <= row.version) newest.set(row.key, row);
  }
  return [...newest.values()];
}

/** How far the directory of a source is behind: for how many seconds its feed has not been read. */
export async function secondsBehind(database: Database, source: string, now: Date): Promise<number | null> {
  const at = await caughtUpAt(database, source);
  return at === null ? null : Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000));
}

/** When the directory of a source was last known to be up to date; null where it never was. */
export async function caughtUpAt(database: Database, source: string): Promise<Date | null> {
  const { rows } = await sql<{ caught_up_at: string }>`
    select caught_up_at from feed_position where source = ${source}`.execute(database.em.fork().getKysely());
  return rows[0] === undefined ? null : new Date(rows[0].caught_up_at);
}
