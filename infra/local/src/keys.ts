/** `npm run keys`: adds an outer key, and takes what older ones wrapped over to it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runCommand } from './command.js';
import { callersLanguage, isProduction, launcherConfig, ROOT } from './config.js';
import { KeysErrors } from './keys.errors.js';
import { readKeysArguments } from './keys-arguments.js';
import { speaker } from './say.js';
import { addOuterKey, outerKeyFileIn } from './secrets.js';
import { SEALING } from './topology.js';
import { workerUrlOf } from './worker-url.js';

await runCommand(async () => {
  const command = readKeysArguments(process.argv.slice(2));
  if (isProduction()) throw KeysErrors.notInProduction({ services: SEALING });
  const config = launcherConfig();
  const { dataFolder, inherited } = config;
  const urls = await Promise.all(
    SEALING.map(async (service) => ({ service, url: await workerUrlOf(service, config) })),
  );
  if (command === 'rotate' && urls.some(({ url }) => url === null)) {
    throw KeysErrors.databaseNotRunning({ folder: dataFolder });
  }
  const say = speaker(callersLanguage(), console.log);
  const version = await addOuterKey(dataFolder);
  say({ zh: `已新增第 ${version} 版外层密钥。`, en: `Added version ${version} of the outer key.` });
  if (command === 'add') return;
  for (const { service, url } of urls) {
    const child = spawn(process.execPath, [join(ROOT, 'services', service, 'dist', 'keys.js'), 'rotate'], {
      env: { ...inherited, WORKER_DATABASE_URL: url ?? '', LINLI_OUTER_KEY_FILE: outerKeyFileIn(dataFolder) },
      stdio: 'inherit',
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw KeysErrors.notTakenOver({ service });
  }
  say({
    zh: '旧密钥仍列在其后，以便打开恢复的备份；重启后新内容一律用新密钥。',
    en: 'The older key is still listed after it, for restored backups; after a restart all that is new is wrapped by the new one.',
  });
});
