import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ROOT } from './config.js';
import { LauncherErrors } from './launcher.errors.js';

/** A program of ours as a process of its own. */
export interface Program {
  readonly name: string;
  /** The file to run, from the checkout. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Where the processes of a data folder write their logs, `logs/<name>.log`; that of the last start is kept beside. */
export class Logs {
  readonly folder: string;

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'logs');
  }

  of(name: string): string {
    return join(this.folder, `${name}.log`);
  }

  async rotate(name: string): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const log = this.of(name);
    if (existsSync(log)) await rename(log, join(this.folder, `${name}.previous.log`));
  }

  /** The last lines of a log. */
  async tail(name: string, lines = 30): Promise<string> {
    const text = await readFile(this.of(name), 'utf8').catch(() => '');
    return text.trimEnd().split('\n').slice(-lines).join('\n');
  }
}

const SUPERVISED = join(ROOT, 'infra', 'local', 'dist', 'supervised.js');
const STOPPED_WITHIN_MS = 10_000;

/**
 * Starts a program that ends with us. It is in a session of its own, so that a Ctrl-C in our terminal reaches it through us alone, in
 * order.
 */
export async function spawnProgram(program: Program, dataFolder: string, logs: Logs): Promise<ChildProcess> {
  const log = await open(logs.of(program.name), 'a', 0o600);
  try {
    const args = [SUPERVISED, dataFolder, resolve(ROOT, program.file), ...(program.args ?? [])];
    const child = spawn(process.execPath, ['--enable-source-maps', ...args], {
      cwd: ROOT,
      env: program.env,
      stdio: ['ignore', log.fd, log.fd, 'ipc'],
      detached: true,
    });
    await once(child, 'spawn');
    return child;
  } finally {
    await log.close();
  }
}

/** How a process ended: its exit code or the signal that ended it. */
export async function endOf(child: ChildProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) {
    await once(child, 'exit');
  }
  return child.signalCode ?? `exit ${child.exitCode}`;
}

/** Asks a process to end, and after ten seconds makes it. */
export async function stopChild(child: ChildProcess): Promise<void> {
  const patience = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
  child.kill('SIGTERM');
  await endOf(child);
  clearTimeout(patience);
}

/** Runs a program to its end; refuses with the end of its log when it fails. The signal ends it earlier. */
export async function runProgram(program: Program, dataFolder: string, logs: Logs, signal: AbortSignal): Promise<void> {
  await logs.rotate(program.name);
  signal.throwIfAborted();
  const child = await spawnProgram(program, dataFolder, logs);
  const end = () => void stopChild(child);
  signal.addEventListener('abort', end, { once: true });
  const how = await endOf(child);
  signal.removeEventListener('abort', end);
  signal.throwIfAborted();
  if (how !== 'exit 0') throw await failureOf(program.name, how, logs);
}

export async function failureOf(name: string, how: string, logs: Logs): Promise<Error> {
  const tail = await logs.tail(name);
  return LauncherErrors.processFailed({ name, how, log: `${logs.of(name)}\n${tail}` });
}

/** Ends what a killed launcher may have left on a data folder, such as a process that was stopped and could not notice. */
export function endLeftovers(dataFolder: string, pids: readonly number[]): void {
  for (const pid of pids) {
    if (isSupervised(pid, dataFolder)) process.kill(pid, 'SIGKILL');
  }
}

function isSupervised(pid: number, dataFolder: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return command[command.indexOf(SUPERVISED) + 1] === dataFolder;
  } catch {
    return false;
  }
}
