/** `npm run areas`: runs the import of areas on the database of the Linli that is running. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runCommand } from './command.js';
import { launcherConfig, ROOT } from './config.js';
import { LauncherErrors } from './launcher.errors.js';
import { readRunState } from './run-state.js';

await runCommand(async () => {
  const { dataFolder, inherited } = launcherConfig();
  const state = await readRunState(dataFolder);
  if (state === null) throw LauncherErrors.notRunning();
  const { ownerUrl, appUrl, workerUrl } = state.databases.grid;
  const urls = { OWNER_DATABASE_URL: ownerUrl, DATABASE_URL: appUrl, WORKER_DATABASE_URL: workerUrl };
  const program = join(ROOT, 'services', 'grid', 'dist', 'areas.js');
  const child = spawn(process.execPath, [program, ...process.argv.slice(2)], {
    env: { ...inherited, ...urls },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
});
