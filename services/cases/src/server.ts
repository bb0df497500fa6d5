import { systemClock } from '@linli/domain/civil-time';
import { caughtUpAt, secondsBehind, Subscriber } from '@linli/events/subscriber';
import { feedRoutes } from '@linli/events/feed';
import { startHousekeeping } from '@linli/events/housekeeping';
import { startSealer } from '@linli/persistence/audit-sealer';
import { assertAnswers } from '@linli/persistence/database';
import { Envelope } from '@linli/persistence/envelope';
import { countingStatements } from '@linli/persistence/statements';
import { CursorSigner } from '@linli/subgraph/cursor';
import { HopMinter, HopVerifier } from '@linli/subgraph/hop-token';
import type { Log } from '@linli/subgraph/log';
import { startSubgraph, type RunningSubgraph } from '@linli/subgraph/subgraph-server';
import type { CasesConfig } from './config.js';
import { contextFactory } from './context.js';
import { gridDirectory } from './directory/grid.writers.js';
import { organizationDirectory } from './directory/organization.writers.js';
import { volunteerDirectory } from './directory/volunteer.writers.js';
import { openCasesDatabase } from './orm.js';
import { buildCasesSchema } from './schema.js';
import { snapshotSources } from './snapshot.js';

const WORKER_CONNECTIONS = 4;
const NUMBER_CONNECTIONS = 2;

/** The peers whose feeds are read, and what is kept of them. */
const DIRECTORIES = [
  { source: 'grid', writers: gridDirectory },
  { source: 'organization', writers: organizationDirectory },
  { source: 'volunteer', writers: volunteerDirectory },
] as const;

/** Starts cases: its subgraph, its feed, and the directories that it keeps of its peers. */
export async function startCases(config: CasesConfig, log: Log): Promise<RunningSubgraph> {
  const [outerKey, ...olderKeys] = config.outerKeys;
  const database = openCasesDatabase(config.databaseUrl);
  const numbers = openCasesDatabase(config.databaseUrl, NUMBER_CONNECTIONS);
  const worker = openCasesDatabase(config.workerDatabaseUrl, WORKER_CONNECTIONS);
  const minter = new HopMinter(config.serviceKey);
  const subscribers = DIRECTORIES.flatMap(({ source, writers }) => {
    const url = config.peerUrls[source];
    if (url === undefined) return [];
    return [new Subscriber({ source, url, minter, database: worker, writers, log, clock: systemClock })];
  });
  const running = await startSubgraph({
    name: 'cases',
    host: config.host,
    port: config.port,
    log,
    schema: buildCasesSchema().schema,
    hops: new HopVerifier('cases', config.peerKeys),
    contextOf: contextFactory({
      database,
      numbers,
      envelope: new Envelope(outerKey, olderKeys, config.outerKeysAgain),
      cursors: new CursorSigner(config.cursorKey),
      clock: systemClock,
    }),
    readiness: {
      database: () => assertAnswers(database),
      directory: async () => ((await caughtUpAt(worker, 'grid')) === null ? 'the feed of grid was never read' : null),
    },
    notes: {
      gridSecondsBehind: () => secondsBehind(worker, 'grid', systemClock.now()),
      organizationSecondsBehind: () => secondsBehind(worker, 'organization', systemClock.now()),
      volunteerSecondsBehind: () => secondsBehind(worker, 'volunteer', systemClock.now()),
    },
    peerRoutes: feedRoutes(worker, snapshotSources),
    ...(config.trace ? { counting: countingStatements } : {}),
  });
  for (const subscriber of subscribers) subscriber.start();
  const housekeeping = startHousekeeping(worker, systemClock, log);
  const sealer = startSealer({ service: 'cases', worker, headsFolder: config.auditHeads, clock: systemClock, log });
  const stop = async () => {
    housekeeping.stop();
    await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
    await running.stop();
    await sealer.stop();
    await Promise.all([database.close(true), numbers.close(true), worker.close(true)]);
  };
  return { port: running.port, stop };
}
