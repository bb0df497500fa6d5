import { readFileSync, statSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PostgresBinaries } from './binaries.js';

/** The account that runs PostgreSQL: this process's own, or an ordinary one where this process is root. */
export interface Account {
  /** The command line that runs a program as this account. */
  command(program: string, args: readonly string[]): [program: string, args: string[]];
  /** Hands a file or folder that this process made to the account. */
  own(path: string): Promise<void>;
}

/** `nobody` on Linux: `initdb` wants an account that has a name, and this one exists everywhere. */
const NOBODY = 65534;

/**
 * PostgreSQL refuses to run as root, so root hands it to the owner of an existing data folder, else to `nobody`. Where that account may
 * not enter the folders above (a home of mode 0700), it is given the one capability that lets it.
 */
export function accountFor(binaries: PostgresBinaries, clusterFolder: string): Account {
  if (process.getuid?.() !== 0) {
    return { command: (program, args) => [program, [...args]], own: async () => {} };
  }
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  const [uid, gid] = owner !== undefined && owner.uid !== 0 ? [owner.uid, owner.gid] : [NOBODY, NOBODY];
  const switchTo = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...capabilityFor(binaries, clusterFolder)];
  return {
    command: (program, args) => ['setpriv', [...switchTo, '--', program, ...args]],
    own: (path) => chown(path, uid, gid),
  };
}

/**
 * `postgres` asks access(2) whether it may run its own file. That call forgets capabilities once the user has changed, unless
 * `no_setuid_fixup` is set.
 */
function capabilityFor(binaries: PostgresBinaries, clusterFolder: string): string[] {
  const executable = isOpen(binaries.postgres, EXECUTE) && isOpen(binaries.initdb, EXECUTE);
  const readable = isOpen(join(binaries.root, 'share', 'postgresql'), READ | EXECUTE);
  const folders = [...foldersAbove(binaries.postgres), ...foldersAbove(clusterFolder)];
  if (executable && readable && folders.every((folder) => isOpen(folder, EXECUTE))) return [];
  const capability = executable && holdsCapability(DAC_READ_SEARCH) ? 'dac_read_search' : 'dac_override';
  return ['--securebits=+no_setuid_fixup', `--inh-caps=+${capability}`, `--ambient-caps=+${capability}`];
}

const READ = 0o4;
const EXECUTE = 0o1;
/** Number of the capability to read and enter everything; containers often keep it from root, and leave the wider `dac_override`. */
const DAC_READ_SEARCH = 2n;

/** Whether everybody has the rights to a file; false also where there is none. */
function isOpen(path: string, rights: number): boolean {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & rights) === rights;
}

function foldersAbove(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...foldersAbove(parent)];
}

function holdsCapability(number: bigint): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return ((BigInt(`0x${effective}`) >> number) & 1n) === 1n;
}
