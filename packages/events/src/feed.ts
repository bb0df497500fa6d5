import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Database } from '@linli/persistence/database';
import { json, type HttpAnswer, type HttpRequest } from '@linli/subgraph/http-server';
import { readPosition, writePosition, type FeedPosition } from './feed-position.js';

/** A current fact: a thing of a kind under its key, as it is at a version. */
export interface SnapshotRow {
  readonly key: string;
  readonly version: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Where the current facts of a kind come from: straight from the tables, in the order of their keys. */
export interface SnapshotSource {
  readonly kind: string;
  page(em: EntityManager, after: string | null, limit: number): Promise<readonly SnapshotRow[]>;
}

export interface FeedEvent extends SnapshotRow {
  readonly kind: string;
  readonly type: string;
}

export interface SnapshotAnswer {
  readonly rows: readonly SnapshotRow[];
  readonly last: boolean;
}

export interface TailAnswer {
  readonly events: readonly FeedEvent[];
  /** Where to go on from. */
  readonly position: string;
  /** Whether nothing more is there now. */
  readonly last: boolean;
}

const SNAPSHOT_PAGE = 2_000;
const TAIL_PAGE = 500;
const KEPT_DAYS = 14;

/**
 * Serves a service's feed to its peers: `/feed/position` (where the tail is now), `/feed/snapshot?kind=&after=` (the current facts)
 * and `/feed/tail?after=` (what happened since, kept 14 days). A position of another feed, or from before what is kept, is answered
 * 410: the peer takes the snapshot anew.
 */
export function feedRoutes(
  database: Database,
  sources: readonly SnapshotSource[],
): (request: HttpRequest) => Promise<HttpAnswer | null> {
  return async (request) => {
    const query = new URLSearchParams(request.search);
    if (request.path === '/feed/position') return json(200, { position: writePosition(await headOf(database)) });
    if (request.path === '/feed/snapshot') return snapshot(database, sources, query);
    if (request.path === '/feed/tail') return tail(database, readPosition(query.get('after') ?? ''));
    return null;
  };
}

/** The place before every transaction that still runs: whatever was committed earlier is in a snapshot that is read from now on. */
async function headOf(database: Database): Promise<FeedPosition> {
  const { rows } = await sql<{ feed: string; transaction: string }>`
    select id as feed, pg_snapshot_xmin(pg_current_snapshot())::text as transaction from feed`.execute(
    kyselyOf(database),
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the feed has lost its identity');
  return { ...row, number: '0' };
}

async function snapshot(
  database: Database,
  sources: readonly SnapshotSource[],
  query: URLSearchParams,
): Promise<HttpAnswer> {
  const source = sources.find((candidate) => candidate.kind === query.get('kind'));
  if (source === undefined) return json(404, { message: 'There is no such kind.' });
  const rows = await source.page(database.em.fork(), query.get('after'), SNAPSHOT_PAGE);
  return json(200, { rows, last: rows.length < SNAPSHOT_PAGE } satisfies SnapshotAnswer);
}

/** Events up to the oldest transaction that still runs: a younger one may yet commit with a smaller number. */
async function tail(database: Database, after: FeedPosition | null): Promise<HttpAnswer> {
  const known = await sql<{ id: string; purged_until: string }>`select id, purged_until::text from feed`.execute(
    kyselyOf(database),
  );
  const feed = known.rows[0];
  if (after === null || after.feed !== feed?.id || BigInt(after.transaction) <= BigInt(feed.purged_until)) {
    return json(410, { message: 'Take the snapshot.' });
  }
  const { rows } = await sql<{
    transaction: string;
    number: string;
    aggregatetype: string;
    aggregateid: string;
    type: string;
    version: string;
    payload: Record<string, unknown>;
  }>`
    select transaction::text, position::text as number, aggregatetype, aggregateid, type, version::text, payload
    from outbox
    where (transaction, position) > (${after.transaction}::xid8, ${after.number}::bigint)
      and transaction < pg_snapshot_xmin(pg_current_snapshot())
    order by outbox.transaction, outbox.position
    limit ${TAIL_PAGE}`.execute(kyselyOf(database));
  const end = rows.at(-1);
  return json(200, {
    events: rows.map((row) => ({
      kind: row.aggregatetype,
      key: row.aggregateid,
      type: row.type,
      version: Number(row.version),
      payload: row.payload,
    })),
    position: writePosition(end === undefined ? after : { feed: after.feed, ...end }),
    last: rows.length < TAIL_PAGE,
  } satisfies TailAnswer);
}

/** Forgets events older than what the feed keeps; subscribers that are further behind take the snapshot. */
export async function purgeFeed(database: Database, now: Date): Promise<void> {
  const oldest = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  await sql`
    with gone as (delete from outbox where occurred_at < ${oldest} returning transaction)
    update feed set purged_until = greatest(purged_until, (select max(transaction) from gone))
    where exists (select from gone)`.execute(kyselyOf(database));
}

function kyselyOf(database: Database) {
  return database.em.fork().getKysely();
}
