import { systemClock } from '@linli/domain/civil-time';
import { feedRoutes } from '@linli/events/feed';
import { startHousekeeping } from '@linli/events/housekeeping';
import { startSealer } from '@linli/persistence/audit-sealer';
import { assertAnswers } from '@linli/persistence/database';
import { countingStatements } from '@linli/persistence/statements';
import { CursorSigner } from '@linli/subgraph/cursor';
import { HopVerifier } from '@linli/subgraph/hop-token';
import type { Log } from '@linli/subgraph/log';
import type { ServiceEnvironment } from '@linli/subgraph/service-environment';
import { startSubgraph, type RunningSubgraph } from '@linli/subgraph/subgraph-server';
import { contextFactory } from './context.js';
import { openGridDatabase } from './orm.js';
import { buildGridSchema } from './schema.js';
import { snapshotSources } from './snapshot.js';

const WORKER_CONNECTIONS = 4;

/** Starts grid: its subgraph and its feed. */
export async function startGrid(config: ServiceEnvironment, log: Log): Promise<RunningSubgraph> {
  const database = openGridDatabase(config.databaseUrl);
  const worker = openGridDatabase(config.workerDatabaseUrl, { connections: WORKER_CONNECTIONS });
  const running = await startSubgraph({
    name: 'grid',
    host: config.host,
    port: config.port,
    log,
    schema: buildGridSchema().schema,
    hops: new HopVerifier('grid', config.peerKeys),
    contextOf: contextFactory({ database, cursors: new CursorSigner(config.cursorKey), clock: systemClock }),
    readiness: { database: () => assertAnswers(database) },
    peerRoutes: feedRoutes(worker, snapshotSources),
    ...(config.trace ? { counting: countingStatements } : {}),
  });
  const housekeeping = startHousekeeping(worker, systemClock, log);
  const sealer = startSealer({ service: 'grid', worker, headsFolder: config.auditHeads, clock: systemClock, log });
  const stop = async () => {
    housekeeping.stop();
    await running.stop();
    await sealer.stop();
    await Promise.all([database.close(true), worker.close(true)]);
  };
  return { port: running.port, stop };
}
