/**
 * Runs a program of ours so that it never outlives its launcher: `supervised.js FOLDER PROGRAM ARGUMENTS…`. When the channel to the
 * launcher closes, also because the launcher was killed, the program gets ten seconds to end in order. FOLDER, the data folder, only
 * marks the process, so that a later launcher recognises it.
 */
import { pathToFileURL } from 'node:url';

const GRACE_MS = 10_000;

process.on('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// The channel alone is no reason to go on living.
process.channel?.unref();

const [program = '', ...args] = process.argv.slice(3);
process.argv = [process.execPath, program, ...args];
if (process.connected) await import(pathToFileURL(program).href);
