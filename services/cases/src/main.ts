import { createLog } from '@linli/subgraph/log';
import { stopOnSignal } from '@linli/subgraph/shutdown';
import { readConfig } from './config.js';
import { startCases } from './server.js';

const config = readConfig();
const log = createLog('cases', config.logLevel);
const running = await startCases(config, log);
log.info({ port: running.port }, 'cases answers');
stopOnSignal(log, [() => running.stop()]);
