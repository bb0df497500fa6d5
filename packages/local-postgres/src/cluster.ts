import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.js';
import type { PostgresBinaries } from './binaries.js';
import { PostgresErrors } from './postgres.errors.js';
import { PROGRAM_ENVIRONMENT } from './settings.js';

/** Where a PostgreSQL of ours keeps what it has, all below one data folder. */
export interface ClusterFiles {
  readonly dataFolder: string;
  /** PostgreSQL's own folder, `PGDATA`. */
  readonly cluster: string;
  /** The superuser's password, for this account alone. */
  readonly password: string;
  readonly log: string;
}

export function filesOf(dataFolder: string): ClusterFiles {
  const within = (name: string) => join(dataFolder, name);
  return { dataFolder, cluster: within('cluster'), password: within('superuser-password'), log: within('server.log') };
}

/**
 * Makes the cluster unless it is there. It grows beside its place and is moved there whole, so that an interrupted start leaves
 * nothing half made. UTF-8 with the builtin locale: under `C`, trigram search does not see Chinese.
 */
export async function ensureCluster(
  files: ClusterFiles,
  binaries: PostgresBinaries,
  account: Account,
  durable: boolean,
): Promise<void> {
  await mkdir(files.dataFolder, { recursive: true, mode: 0o700 });
  if (existsSync(files.cluster)) return;
  const [growing, passwordForInitdb] = [`${files.cluster}.new`, `${files.password}.new`];
  await rm(growing, { recursive: true, force: true });
  await mkdir(growing, { mode: 0o700 });
  await account.own(growing);
  const password = randomBytes(24).toString('base64url');
  await writeFile(files.password, password, { mode: 0o600 });
  await writeFile(passwordForInitdb, password, { mode: 0o600 });
  await account.own(passwordForInitdb);
  const options = [
    '-D',
    growing,
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--auth=scram-sha-256',
    `--pwfile=${passwordForInitdb}`,
  ];
  const locale = ['--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const [program, args] = account.command(binaries.initdb, [...options, ...locale, ...(durable ? [] : ['--no-sync'])]);
  try {
    await promisify(execFile)(program, args, { cwd: '/', env: PROGRAM_ENVIRONMENT });
  } catch (error) {
    await rm(growing, { recursive: true, force: true });
    throw refusalOf(error, files);
  } finally {
    await rm(passwordForInitdb, { force: true });
  }
  await rename(growing, files.cluster);
}

/** The address of a running server for its superuser. */
export async function adminUrlOf(files: ClusterFiles, port: number): Promise<string> {
  const password = await readFile(files.password, 'utf8').catch((error: unknown) => {
    throw isCode(error, 'ENOENT') ? PostgresErrors.passwordLost({ folder: files.dataFolder }) : error;
  });
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/** What a failed program or file operation means for whoever started us. Anything unknown keeps its own last words. */
export function refusalOf(error: unknown, files: ClusterFiles): Error {
  const { stderr, message } = error as { stderr?: string; message: string };
  const text = stderr || message;
  const folder = files.dataFolder;
  if (isCode(error, 'ENOSPC') || /No space left on device/.test(text)) return PostgresErrors.diskFull({ folder });
  if (/setpriv/.test(text)) return PostgresErrors.accountNotSwitchable({ reason: lastLineOf(text) });
  if (isCode(error, 'EACCES', 'EPERM', 'EROFS') || /Permission denied|Read-only file system/.test(text)) {
    return PostgresErrors.folderNotWritable({ folder });
  }
  return PostgresErrors.notStarted({ reason: lastLineOf(text), log: files.log });
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}

function lastLineOf(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
