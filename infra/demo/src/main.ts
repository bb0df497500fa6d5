/** Loads the demo city into the Linli at `GATEWAY_URL`, with tokens from the data folder `LINLI_DATA`. */
import { runCommand } from '@linli/local/command';
import { callersLanguage } from '@linli/local/config';
import { speaker } from '@linli/local/say';
import { demoConfig } from './config.js';
import { loadDemo } from './demo.js';

await runCommand(() => loadDemo(demoConfig(), speaker(callersLanguage(), console.error)));
