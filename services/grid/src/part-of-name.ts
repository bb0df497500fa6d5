import { RequestErrors } from '@linli/subgraph/request.errors';
import { nameFrom } from './name.rules.js';

/** The part of a name that is looked for, trimmed; null where any name will do. Refuses one that is too long to be in a name. */
export function partOfName(text: string | null | undefined, path: string): string | null {
  if ((text ?? '').trim() === '') return null;
  const part = nameFrom(text ?? null);
  if (part === null) throw RequestErrors.badUserInput({ path });
  return part;
}
