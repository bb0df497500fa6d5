import { createLog } from '@linli/subgraph/log';
import { stopOnSignal } from '@linli/subgraph/shutdown';
import { readConfig } from './config.js';
import { startGrid } from './server.js';

const config = readConfig();
const log = createLog('grid', config.logLevel);
const running = await startGrid(config, log);
log.info({ port: running.port }, 'grid answers');
stopOnSignal(log, [() => running.stop()]);
