import { BUILDINGS } from './building-import.js';
import type { ImportKind } from './import-kind.js';
import { LEDGERS } from './ledger-import.js';
import { POSTS } from './post-import.js';

/** What can be imported from tables. */
export const KINDS: readonly ImportKind[] = [BUILDINGS, POSTS, LEDGERS];

/** What an import is asked for: to take a file in, or to write a template of one. */
export type ImportAsked =
  | { readonly kind: ImportKind; readonly template: string }
  | { readonly kind: ImportKind; readonly file: string; readonly isDryRun: boolean; readonly isJson: boolean };

const FLAGS = ['--dry-run', '--json'];

/** Reads `buildings FILE [--dry-run] [--json]` and `buildings --template FILE`; null where it is neither. */
export function readImportArguments([name, ...args]: readonly string[]): ImportAsked | null {
  const kind = KINDS.find((known) => known.name === name);
  if (kind === undefined) return null;
  const [first, second] = args;
  if (first === '--template') return second === undefined || args.length > 2 ? null : { kind, template: second };
  const flags = args.filter((argument) => argument.startsWith('--'));
  const [file, ...more] = args.filter((argument) => !argument.startsWith('--'));
  if (file === undefined || more.length > 0 || flags.some((flag) => !FLAGS.includes(flag))) return null;
  return { kind, file, isDryRun: flags.includes('--dry-run'), isJson: flags.includes('--json') };
}
