import { createLog } from '@linli/subgraph/log';
import { stopOnSignal } from '@linli/subgraph/shutdown';
import { readConfig } from './config.js';
import { startVolunteer } from './server.js';

const config = readConfig();
const log = createLog('volunteer', config.logLevel);
const running = await startVolunteer(config, log);
log.info({ port: running.port }, 'volunteer answers');
stopOnSignal(log, [() => running.stop()]);
