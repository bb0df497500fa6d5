/** `npm run areas`: runs the import of areas on the database of the Linli that is running. */
import { runCommand } from './command.js';
import { runGridProgram } from './grid-program.js';

await runCommand(async () => {
  process.exitCode = await runGridProgram('areas.js', process.argv.slice(2));
});
