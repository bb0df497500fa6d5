import { KeysErrors } from './keys.errors.js';

/** Reads the arguments of `npm run keys`. */
export function readKeysArguments(args: readonly string[]): 'add' | 'rotate' {
  const [command, ...more] = args;
  if ((command !== 'add' && command !== 'rotate') || more.length > 0) throw KeysErrors.usage();
  return command;
}
