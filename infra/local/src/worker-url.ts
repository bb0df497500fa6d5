import { provisionedDatabase } from '@linli/persistence/provision';
import type { LauncherConfig } from './config.js';
import { LauncherErrors } from './launcher.errors.js';
import { readRunState } from './run-state.js';
import { secretsOf } from './secrets.js';
import type { ServiceName } from './topology.js';

/**
 * How a command reaches a service's database, as the role that works without a viewer: that of the Linli that runs, else on the
 * server that somebody else runs. Null where there is neither, since our own server does not run without Linli.
 */
export async function workerUrlOf(
  service: ServiceName,
  { dataFolder, databaseUrl }: LauncherConfig,
): Promise<string | null> {
  const state = await readRunState(dataFolder);
  if (state !== null) return state.databases[service].workerUrl;
  if (databaseUrl === null) return null;
  const passwords = (await secretsOf(dataFolder)).databasePasswords[service];
  if (passwords === undefined) throw LauncherErrors.neverStarted({ folder: dataFolder });
  return provisionedDatabase(databaseUrl, service, passwords).workerUrl;
}
