import { statfsSync } from 'node:fs';
import { LauncherErrors } from './launcher.errors.js';
import { wordsOf } from './say.js';

/** What a failed start means for whoever started us: a named refusal as it is, a full disk or a lacking right as such, else a defect. */
export function refusalOf(error: unknown, folder: string): unknown {
  const code = (error as { code?: string } | undefined)?.code ?? '';
  if (code === 'ENOSPC' || (mayComeOfFullDisk(error, code) && isFull(folder)))
    return LauncherErrors.diskFull({ folder });
  if (FORBIDDEN.includes(code)) return LauncherErrors.folderNotWritable({ folder, reason: (error as Error).message });
  return error;
}

const FORBIDDEN = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];

/** Refusals behind which a full disk may stand: PostgreSQL ends itself when it cannot write, and others see a lost connection. */
function mayComeOfFullDisk(error: unknown, code: string): boolean {
  const failures = ['PROCESS_FAILED', 'PROCESS_NOT_READY', 'DATABASE_FAILED', 'POSTGRES_NOT_STARTED'];
  return wordsOf(error) === null || failures.includes(code);
}

/** PostgreSQL's log grows by files of 16 MiB: with less than that it cannot go on. */
const NEEDED_BYTES = 16 * 2 ** 20;

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < NEEDED_BYTES;
  } catch {
    return false;
  }
}
