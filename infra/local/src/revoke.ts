/** `npm run revoke`: revokes tokens in the database of organization, also while Linli is stopped where the database is not ours. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runCommand } from './command.js';
import { launcherConfig, ROOT } from './config.js';
import { LauncherErrors } from './launcher.errors.js';
import { workerUrlOf } from './worker-url.js';

await runCommand(async () => {
  const config = launcherConfig();
  const url = await workerUrlOf('organization', config);
  if (url === null) throw LauncherErrors.notRunning();
  const program = join(ROOT, 'services', 'organization', 'dist', 'revoke.js');
  const child = spawn(process.execPath, [program, ...process.argv.slice(2)], {
    env: { ...config.inherited, WORKER_DATABASE_URL: url },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
});
