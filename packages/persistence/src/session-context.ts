import type { EntityManager } from '@mikro-orm/postgresql';
import type { Database } from './database.js';

/** Settings of a transaction: those that row policies read (`linli.person`), and the server's own (`statement_timeout`). Lists are joined with commas. */
export type SessionSettings = Readonly<Record<string, string | readonly string[]>>;

/**
 * Runs work in one transaction with the caller's settings, so that row policies apply. Whatever reads or changes a table with a
 * policy goes through here: outside, such a table looks empty. The settings end with the transaction.
 */
export async function withSession<T>(
  database: Database,
  settings: SessionSettings,
  work: (em: EntityManager) => Promise<T>,
  options: { readOnly?: boolean } = {},
): Promise<T> {
  const em = database.em.fork();
  em.setSessionContext({ variables: variablesOf(settings) });
  return em.transactional(work, { readOnly: options.readOnly ?? false });
}

function variablesOf(settings: SessionSettings): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(',')]),
  );
}
