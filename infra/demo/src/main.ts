/** Loads the demo city into the Linli at `GATEWAY_URL`, with tokens from the data folder `LINLI_DATA`. */
import { runCommand } from '@linli/local/command';
import { speaker } from '@linli/local/say';
import { demoConfig } from './config.js';
import { loadDemo } from './demo.js';

await runCommand(async () => {
  const config = demoConfig();
  await loadDemo(config, speaker(config.language, console.error));
});
