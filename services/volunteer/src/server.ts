import { systemClock } from '@linli/domain/civil-time';
import { feedRoutes } from '@linli/events/feed';
import { startHousekeeping } from '@linli/events/housekeeping';
import { caughtUpAt, secondsBehind, Subscriber } from '@linli/events/subscriber';
import { startSealer } from '@linli/persistence/audit-sealer';
import { assertAnswers } from '@linli/persistence/database';
import { countingStatements } from '@linli/persistence/statements';
import { CursorSigner } from '@linli/subgraph/cursor';
import { HopMinter, HopVerifier } from '@linli/subgraph/hop-token';
import type { Log } from '@linli/subgraph/log';
import { startSubgraph, type RunningSubgraph } from '@linli/subgraph/subgraph-server';
import type { VolunteerConfig } from './config.js';
import { contextFactory } from './context.js';
import { gridDirectory } from './directory/grid.writers.js';
import { organizationDirectory } from './directory/organization.writers.js';
import { openVolunteerDatabase } from './orm.js';
import { buildVolunteerSchema } from './schema.js';
import { snapshotSources } from './snapshot.js';

const WORKER_CONNECTIONS = 4;

/** Starts volunteer: its subgraph, its feed, and the directories that it keeps of grid and organization. */
export async function startVolunteer(config: VolunteerConfig, log: Log): Promise<RunningSubgraph> {
  const database = openVolunteerDatabase(config.databaseUrl);
  const worker = openVolunteerDatabase(config.workerDatabaseUrl, WORKER_CONNECTIONS);
  const shared = { minter: new HopMinter(config.serviceKey), database: worker, log, clock: systemClock };
  const subscribers = [
    new Subscriber({ ...shared, source: 'grid', url: config.gridUrl, writers: gridDirectory }),
    new Subscriber({ ...shared, source: 'organization', url: config.organizationUrl, writers: organizationDirectory }),
  ];
  const running = await startSubgraph({
    name: 'volunteer',
    host: config.host,
    port: config.port,
    log,
    schema: buildVolunteerSchema().schema,
    hops: new HopVerifier('volunteer', config.peerKeys),
    contextOf: contextFactory({ database, cursors: new CursorSigner(config.cursorKey), clock: systemClock }),
    readiness: {
      database: () => assertAnswers(database),
      directory: async () => ((await caughtUpAt(worker, 'grid')) === null ? 'the feed of grid was never read' : null),
    },
    notes: {
      gridSecondsBehind: () => secondsBehind(worker, 'grid', systemClock.now()),
      organizationSecondsBehind: () => secondsBehind(worker, 'organization', systemClock.now()),
    },
    peerRoutes: feedRoutes(worker, snapshotSources),
    ...(config.trace ? { counting: countingStatements } : {}),
  });
  for (const subscriber of subscribers) subscriber.start();
  const housekeeping = startHousekeeping(worker, systemClock, log);
  const sealer = startSealer({ service: 'volunteer', worker, headsFolder: config.auditHeads, clock: systemClock, log });
  const stop = async () => {
    housekeeping.stop();
    await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
    await running.stop();
    await sealer.stop();
    await Promise.all([database.close(true), worker.close(true)]);
  };
  return { port: running.port, stop };
}
