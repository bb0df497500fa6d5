/** `npm run -s token`: prints a development token, alone on stdout. */
import { runCommand } from './command.js';
import { tokenConfig } from './config.js';
import { mintDevToken } from './dev-token.js';
import { readTokenArguments } from './token-arguments.js';

await runCommand(async () => {
  const { dataFolder } = tokenConfig();
  console.log(await mintDevToken({ dataFolder, ...readTokenArguments(process.argv.slice(2)) }));
});
