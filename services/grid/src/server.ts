import { systemClock } from '@linli/domain/civil-time';
import { feedRoutes } from '@linli/events/feed';
import { startHousekeeping } from '@linli/events/housekeeping';
import { secondsBehind, Subscriber } from '@linli/events/subscriber';
import { startSealer } from '@linli/persistence/audit-sealer';
import { assertAnswers } from '@linli/persistence/database';
import { Envelope } from '@linli/persistence/envelope';
import { countingStatements } from '@linli/persistence/statements';
import { CursorSigner } from '@linli/subgraph/cursor';
import { HopMinter, HopVerifier } from '@linli/subgraph/hop-token';
import type { Log } from '@linli/subgraph/log';
import { startSubgraph, type RunningSubgraph } from '@linli/subgraph/subgraph-server';
import type { GridConfig } from './config.js';
import { contextFactory } from './context.js';
import { organizationDirectory } from './directory/organization.writers.js';
import { volunteerDirectory } from './directory/volunteer.writers.js';
import { Planners } from './grid-plan/planners.js';
import { openGridDatabase } from './orm.js';
import { buildGridSchema } from './schema.js';
import { snapshotSources } from './snapshot.js';

const WORKER_CONNECTIONS = 4;

/** Starts grid: its subgraph, its feed, and the directories that it keeps of organization's people and volunteer's units. */
export async function startGrid(config: GridConfig, log: Log): Promise<RunningSubgraph> {
  const [outerKey, ...olderKeys] = config.outerKeys;
  const database = openGridDatabase(config.databaseUrl);
  const worker = openGridDatabase(config.workerDatabaseUrl, { connections: WORKER_CONNECTIONS });
  const minter = new HopMinter(config.serviceKey);
  const subscribers = [
    { source: 'organization', url: config.organizationUrl, writers: organizationDirectory(systemClock) },
    { source: 'volunteer', url: config.volunteerUrl, writers: volunteerDirectory },
  ].map((directory) => new Subscriber({ ...directory, minter, database: worker, log, clock: systemClock }));
  const planners = new Planners();
  const running = await startSubgraph({
    name: 'grid',
    host: config.host,
    port: config.port,
    log,
    schema: buildGridSchema().schema,
    hops: new HopVerifier('grid', config.peerKeys),
    contextOf: contextFactory({
      database,
      envelope: new Envelope(outerKey, olderKeys, config.outerKeysAgain),
      cursors: new CursorSigner(config.cursorKey),
      clock: systemClock,
      planners,
    }),
    readiness: { database: () => assertAnswers(database) },
    notes: {
      organizationSecondsBehind: () => secondsBehind(worker, 'organization', systemClock.now()),
      volunteerSecondsBehind: () => secondsBehind(worker, 'volunteer', systemClock.now()),
    },
    peerRoutes: feedRoutes(worker, snapshotSources),
    ...(config.trace ? { counting: countingStatements } : {}),
  });
  for (const subscriber of subscribers) subscriber.start();
  const housekeeping = startHousekeeping(worker, systemClock, log);
  const sealer = startSealer({ service: 'grid', worker, headsFolder: config.auditHeads, clock: systemClock, log });
  const stop = async () => {
    housekeeping.stop();
    await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
    await running.stop();
    await planners.stop();
    await sealer.stop();
    await Promise.all([database.close(true), worker.close(true)]);
  };
  return { port: running.port, stop };
}
