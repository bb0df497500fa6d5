/** `npm start`: runs all of Linli on this machine until Ctrl-C. */
import { runCommand } from './command.js';
import { callersLanguage, launcherConfig } from './config.js';
import { speaker, wordsOf } from './say.js';
import { startLinli } from './start.js';
import { welcome } from './welcome.js';

// Whoever read what we say may stop reading; that ends nothing.
process.stdout.on('error', () => {});

await runCommand(async () => {
  const config = launcherConfig();
  const say = speaker(callersLanguage(), console.log);
  const ending = new AbortController();
  const ended = new Promise((end) => ending.signal.addEventListener('abort', end));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort());
  // The program that started us was killed.
  process.on('disconnect', () => ending.abort());

  const started = Date.now();
  const linli = await startLinli({ ...config, durable: true, say, signal: ending.signal }).catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  if (linli === undefined) return;
  say(await welcome(linli, config.dataFolder, Date.now() - started));
  void linli.demoLoaded.then(
    () => config.loadsDemo && say({ zh: '演示城市已载入。', en: 'The demo city is loaded.' }),
    (error: unknown) => ending.signal.aborted || say(wordsOf(error) ?? { zh: String(error), en: String(error) }),
  );
  await ended;
  say({ zh: '正在停止……', en: 'Stopping …' });
  await linli.stop();
  say({ zh: '已停止。', en: 'Stopped.' });
});
if (process.connected) process.disconnect();
