import { createLog } from '@linli/subgraph/log';
import { stopOnSignal } from '@linli/subgraph/shutdown';
import { readConfig } from './config.js';
import { startOrganization } from './server.js';

const config = readConfig();
const log = createLog('organization', config.logLevel);
const running = await startOrganization(config, log);
log.info({ port: running.port }, 'organization answers');
stopOnSignal(log, [() => running.stop()]);
