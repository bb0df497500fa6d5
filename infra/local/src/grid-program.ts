import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { launcherConfig, ROOT } from './config.js';
import { LauncherErrors } from './launcher.errors.js';
import { readRunState } from './run-state.js';

/** Runs a program of grid, as its owner, on the database of the Linli that is running; gives its exit code. */
export async function runGridProgram(name: string, args: readonly string[]): Promise<number> {
  const { dataFolder, inherited } = launcherConfig();
  const state = await readRunState(dataFolder);
  if (state === null) throw LauncherErrors.notRunning();
  const { ownerUrl, appUrl, workerUrl } = state.databases.grid;
  const urls = { OWNER_DATABASE_URL: ownerUrl, DATABASE_URL: appUrl, WORKER_DATABASE_URL: workerUrl };
  const child = spawn(process.execPath, [join(ROOT, 'services', 'grid', 'dist', name), ...args], {
    env: { ...inherited, ...urls },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
