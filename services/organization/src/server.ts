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
import type { OrganizationConfig } from './config.js';
import { contextFactory } from './context.js';
import { casesDirectory } from './directory/cases.writers.js';
import { gridDirectory } from './directory/grid.writers.js';
import { volunteerDirectory } from './directory/volunteer.writers.js';
import { openOrganizationDatabase } from './orm.js';
import { InputDigest } from './person/input-digest.js';
import { buildOrganizationSchema } from './schema.js';
import { snapshotSources } from './snapshot.js';

const WORKER_CONNECTIONS = 4;

/** Starts organization: its subgraph, its feed, and the directories that it keeps of the other services. */
export async function startOrganization(config: OrganizationConfig, log: Log): Promise<RunningSubgraph> {
  const [outerKey, ...olderKeys] = config.outerKeys;
  const database = openOrganizationDatabase(config.databaseUrl);
  const worker = openOrganizationDatabase(config.workerDatabaseUrl, WORKER_CONNECTIONS);
  const shared = { minter: new HopMinter(config.serviceKey), database: worker, log, clock: systemClock };
  const subscribers = [
    new Subscriber({ ...shared, source: 'grid', url: config.gridUrl, writers: gridDirectory }),
    new Subscriber({ ...shared, source: 'volunteer', url: config.volunteerUrl, writers: volunteerDirectory }),
    new Subscriber({ ...shared, source: 'cases', url: config.casesUrl, writers: casesDirectory }),
  ];
  const running = await startSubgraph({
    name: 'organization',
    host: config.host,
    port: config.port,
    log,
    schema: buildOrganizationSchema().schema,
    hops: new HopVerifier('organization', config.peerKeys),
    contextOf: contextFactory({
      database,
      envelope: new Envelope(outerKey, olderKeys, config.outerKeysAgain),
      inputDigest: new InputDigest(outerKey, olderKeys, config.outerKeysAgain),
      cursors: new CursorSigner(config.cursorKey),
      clock: systemClock,
    }),
    readiness: {
      database: () => assertAnswers(database),
      directory: async () => ((await caughtUpAt(worker, 'grid')) === null ? 'the feed of grid was never read' : null),
    },
    notes: {
      gridSecondsBehind: () => secondsBehind(worker, 'grid', systemClock.now()),
      volunteerSecondsBehind: () => secondsBehind(worker, 'volunteer', systemClock.now()),
      casesSecondsBehind: () => secondsBehind(worker, 'cases', systemClock.now()),
    },
    peerRoutes: feedRoutes(worker, snapshotSources(systemClock)),
    ...(config.trace ? { counting: countingStatements } : {}),
  });
  for (const subscriber of subscribers) subscriber.start();
  const housekeeping = startHousekeeping(worker, systemClock, log);
  const sealer = startSealer({
    service: 'organization',
    worker,
    headsFolder: config.auditHeads,
    clock: systemClock,
    log,
  });
  const stop = async () => {
    housekeeping.stop();
    await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
    await running.stop();
    await sealer.stop();
    await Promise.all([database.close(true), worker.close(true)]);
  };
  return { port: running.port, stop };
}
