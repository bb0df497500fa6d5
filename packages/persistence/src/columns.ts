import { p } from '@mikro-orm/core';
import { v7 as uuidv7 } from 'uuid';

/** A new id, uuid v7: ids of later rows sort after those of earlier ones. */
export function newId(): string {
  return uuidv7();
}

/** Whether the text is a uuid in its usual spelling; anything else is no id of ours and need not be looked up. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

export const idColumn = () => p.uuid().primary();

/** A territory's code, in byte order, so that a subtree is a range of an index. */
export const territoryColumn = () => p.string().columnType('text').collation('C');

/** Raised by one with each change; a change that names an older one is refused. */
export const versionColumn = () => p.integer().version();

export const instantColumn = () => p.datetime().columnType('timestamptz(3)');
