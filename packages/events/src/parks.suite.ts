import { generateKeyPairSync } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { buildSchema } from 'graphql';
import { sql } from 'kysely';
import { auditAccountSql } from '@linli/persistence/audit-tables';
import { baseTablesSql } from '@linli/persistence/base-tables';
import { openDatabase, type Database } from '@linli/persistence/database';
import { commit, type Actor } from '@linli/persistence/unit-of-work';
import { HopMinter, HopVerifier } from '@linli/subgraph/hop-token';
import { createLog } from '@linli/subgraph/log';
import { startSubgraph, type RunningSubgraph } from '@linli/subgraph/subgraph-server';
import { fixedClock, type FixedClock } from '@linli/testkit/clock';
import { suiteDatabase } from '@linli/testkit/database';
import { givenRows, isEmptyTable, keepOnlyKeys } from './directory.js';
import { feedRoutes, type SnapshotSource } from './feed.js';
import { Subscriber, type DirectoryWriter } from './subscriber.js';

export const NOW = '2026-11-20T02:00:00.000Z';

const PARKS = 'create table bench (code text collate "C" primary key, place text not null, version bigint not null)';
const PATHS =
  'create table directory_bench (code text collate "C" primary key, place text not null, version bigint not null)';

const benchSource: SnapshotSource = {
  kind: 'bench',
  page: async (em, after, limit) => {
    const { rows } = await sql<{ code: string; place: string; version: string }>`
      select code, place, version from bench where code > ${after ?? ''} order by code limit ${limit}`.execute(
      em.getKysely(),
    );
    return rows.map(({ code, place, version }) => ({ key: code, version: Number(version), payload: { place } }));
  },
};

const benchWriter: DirectoryWriter = {
  kind: 'bench',
  isEmpty: (em) => isEmptyTable(em, 'directory_bench'),
  keepOnly: (em, keys) => keepOnlyKeys(em, 'directory_bench', 'code', keys),
  apply: async (em, rows) => {
    await sql`
      insert into directory_bench as kept (code, place, version)
      select key, payload ->> 'place', version from ${givenRows(rows)}
      on conflict (code) do update set place = excluded.place, version = excluded.version
      where kept.version < excluded.version`.execute(em.getKysely());
  },
};

/** The service of parks, which publishes where its benches stand, and that of paths, which keeps a directory of them. */
export interface ParksAndPaths {
  readonly parks: Database;
  readonly paths: Database;
  readonly clock: FixedClock;
  readonly subscriber: Subscriber;
  /** Starts the process of parks, at the same address each time; an older one may tell of nothing. */
  open(sources?: readonly SnapshotSource[]): Promise<void>;
  close(): Promise<void>;
  /** What parks answers at a path to its peer. */
  get(path: string): Promise<{ status: number; body: unknown }>;
  /** Another process of paths, that reads the same feed into the same directory. */
  another(intervalMs?: number): Subscriber;
  /** Places a bench and publishes it. */
  place(code: string, at: string, version?: number): Promise<string>;
  /** Does so in a transaction that stays open until it is told to commit. */
  beginToPlace(code: string, at: string): Promise<{ commit(): Promise<string> }>;
  /** The directory as it is. */
  directory(): Promise<Record<string, string>>;
  /** The directory once it is as expected, or as it is in the end: a transaction anywhere on the server holds a tail back. */
  directoryRead(expected: Record<string, string>, subscriber?: Subscriber): Promise<Record<string, string>>;
  end(): Promise<void>;
}

export async function parksAndPaths(): Promise<ParksAndPaths> {
  const [parks, paths] = await Promise.all([service('parks', PARKS), service('paths', PATHS)]);
  const clock = fixedClock(NOW);
  const log = createLog('test', 'silent');
  const keys = generateKeyPairSync('ed25519');
  const minter = new HopMinter({ ...keys.privateKey.export({ format: 'jwk' }), kid: 'paths' });
  const publicKey = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'paths' };
  const start = (port: number, sources: readonly SnapshotSource[] = [benchSource]) =>
    startSubgraph({
      name: 'parks',
      host: '127.0.0.1',
      port,
      log,
      schema: buildSchema('type Query { parks: Boolean }'),
      hops: new HopVerifier('parks', { keys: [publicKey] }),
      contextOf: (facts) => facts,
      readiness: {},
      peerRoutes: feedRoutes(parks.worker, sources),
    });
  let running: RunningSubgraph | null = await start(0);
  const { port } = running;
  const url = `http://127.0.0.1:${port}`;
  const another = (intervalMs = 1) =>
    new Subscriber({
      source: 'parks',
      url,
      minter,
      database: paths.worker,
      writers: [benchWriter],
      log,
      clock,
      intervalMs,
    });
  const subscriber = another();
  const directory = async () => {
    const rows: { code: string; place: string }[] = await paths.worker.em
      .fork()
      .execute('select code, place from directory_bench order by code');
    return Object.fromEntries(rows.map(({ code, place }) => [code, place]));
  };
  const place = (code: string, at: string, version: number, beforeItEnds: () => Promise<void>) =>
    commit(parks.app, actorAt(clock), { operation: 'place', input: code }, async ({ em, publish }) => {
      await em.execute(
        `insert into bench values (?, ?, ?)
        on conflict (code) do update set place = excluded.place, version = excluded.version`,
        [code, at, version],
      );
      publish({ type: 'BenchPlaced', aggregateType: 'bench', aggregateId: code, version, payload: { place: at } });
      await beforeItEnds();
      return code;
    });
  const close = async () => {
    await running?.stop();
    running = null;
  };
  return {
    parks: parks.worker,
    paths: paths.worker,
    clock,
    subscriber,
    another,
    directory,
    close,
    open: async (sources) => {
      running ??= await start(port, sources);
    },
    get: async (path) => {
      const answer = await fetch(url + path, { headers: { authorization: `Hop ${await minter.mint('parks', null)}` } });
      return { status: answer.status, body: await answer.json() };
    },
    place: (code, at, version = 1) => place(code, at, version, async () => undefined),
    beginToPlace: async (code, at) => {
      const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const placing = place(code, at, 1, () => {
        begun.resolve();
        return gate.promise;
      });
      await begun.promise;
      return {
        commit: () => {
          gate.resolve();
          return placing;
        },
      };
    },
    directoryRead: async (expected, by = subscriber) => {
      const end = Date.now() + 10_000;
      for (;;) {
        await by.catchUp();
        const read = await directory();
        if (isDeepStrictEqual(read, expected) || Date.now() > end) return read;
      }
    },
    end: async () => {
      await close();
      await Promise.all([parks.end(), paths.end()]);
    },
  };
}

const actorAt = (clock: FixedClock): Actor => ({
  viewer: { person: null, roles: [] },
  requestId: 'request-1',
  settings: {},
  now: clock.now(),
});

async function service(name: string, tables: string) {
  const urls = await suiteDatabase(name, []);
  const owner = openDatabase({ url: urls.ownerUrl, entities: [] });
  await owner.em.fork().execute(`${baseTablesSql(name)}; ${auditAccountSql(name)} ${tables}`);
  await owner.close(true);
  const [app, worker] = [urls.appUrl, urls.workerUrl].map((url) => openDatabase({ url, entities: [] })) as [
    Database,
    Database,
  ];
  return {
    app,
    worker,
    end: async () => {
      await Promise.all([app.close(true), worker.close(true)]);
      await urls.drop();
    },
  };
}
