import { setTimeout } from 'node:timers/promises';
import { createLog } from '@linli/subgraph/log';
import { stopOnSignal } from '@linli/subgraph/shutdown';
import { readConfig, supergraphFile } from './config.js';
import { startGateway } from './server.js';
import { committedSupergraph, subgraphsOf, supergraphAt } from './supergraph.js';

/** Time for load balancers to see that the process is not ready any more, before it takes no connection. */
const NOTICE_MS = 1_500;

const file = supergraphFile();
const supergraphSdl = file === null ? committedSupergraph() : supergraphAt(file);
const config = readConfig(subgraphsOf(supergraphSdl));
const log = createLog('gateway', config.logLevel);
const gateway = await startGateway(config, supergraphSdl, log);
stopOnSignal(log, [
  () => gateway.announceStop(),
  () => setTimeout(config.production ? NOTICE_MS : 0),
  () => gateway.stop(),
]);
log.info({ port: gateway.port, subgraphs: config.subgraphs.map(({ name }) => name) }, 'started');
