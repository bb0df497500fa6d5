import { LauncherErrors } from './launcher.errors.js';
import { wordsOf } from './say.js';

/** What a failure of the file system means for whoever started us; anything else stays what it is. */
export function refusalOf(error: unknown, folder: string): unknown {
  if (wordsOf(error) !== null) return error;
  switch ((error as NodeJS.ErrnoException | undefined)?.code) {
    case 'ENOSPC':
      return LauncherErrors.diskFull({ folder });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return LauncherErrors.folderNotWritable({ folder, reason: (error as Error).message });
    default:
      return error;
  }
}
