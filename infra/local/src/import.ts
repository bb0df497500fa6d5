/** `npm run import -- grid …`: runs the import of tables on the database of the Linli that is running. */
import { runCommand } from './command.js';
import { runGridProgram } from './grid-program.js';
import { ImportErrors } from './import.errors.js';

await runCommand(async () => {
  const [service, ...args] = process.argv.slice(2);
  if (service !== 'grid') throw ImportErrors.usage();
  process.exitCode = await runGridProgram('import.js', args);
});
