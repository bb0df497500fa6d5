import { readFileSync } from 'node:fs';
import { outerKeysFrom, type OuterKey } from './envelope.js';

/**
 * The outer keys of a service that seals texts, from `LINLI_OUTER_KEY`, or the file that `LINLI_OUTER_KEY_FILE` names; in production
 * none that was made for development.
 */
export function outerKeysOf(environment: NodeJS.ProcessEnv): [OuterKey, ...OuterKey[]] {
  const file = environment['LINLI_OUTER_KEY_FILE'] ?? '';
  const text = file === '' ? (environment['LINLI_OUTER_KEY'] ?? '') : readFileSync(file, 'utf8');
  if (text === '') throw new Error('the environment variable LINLI_OUTER_KEY is missing');
  const keys = outerKeysFrom(text);
  if (environment['NODE_ENV'] === 'production' && keys.some(({ development }) => development === true)) {
    throw new Error('the outer key was made for development; production needs one of its own (LINLI_OUTER_KEY)');
  }
  return keys;
}
