import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import type { Facts, Language } from '@linli/domain/refusal';
import type { Log } from '@linli/subgraph/log';
import { RequestErrors } from '@linli/subgraph/request.errors';

/** A subgraph's answer in the form of GraphQL. */
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown>;
  readonly errors?: readonly GraphQLFormattedError[];
}

const CODE = /^[A-Z][A-Z0-9_]{2,60}$/;
const UUID = /^[0-9a-f-]{36}$/;
/** A subgraph that finds fault with the form of a planned request has another schema than the one that was planned with. */
const DEFECTS: ReadonlySet<string> = new Set([
  'INTERNAL_SERVER_ERROR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
]);

/** The body of a subgraph's answer; null where it has no form of GraphQL. */
export function answerFrom(body: unknown): { data: Record<string, unknown> | undefined; errors: unknown[] } | null {
  if (typeof body !== 'object' || body === null) return null;
  const { data, errors } = body as Record<string, unknown>;
  if (data !== undefined && typeof data !== 'object') return null;
  if (errors !== undefined && !Array.isArray(errors)) return null;
  if (data === undefined && errors === undefined) return null;
  return { data: (data ?? undefined) as Record<string, unknown> | undefined, errors: errors ?? [] };
}

/**
 * An error of a subgraph as it may leave: a refusal with its code, facts and message; anything else as `INTERNAL_SERVER_ERROR` with
 * an id that a log has, the subgraph's own where it gave one.
 */
export function errorFrom(
  error: unknown,
  from: { subgraph: string; language: Language; log: Log },
): GraphQLFormattedError {
  const { message, path, extensions } = (error ?? {}) as Partial<GraphQLFormattedError>;
  const code = extensions?.['code'];
  const place = Array.isArray(path) ? { path: path as (string | number)[] } : {};
  if (typeof message === 'string' && typeof code === 'string' && CODE.test(code) && !DEFECTS.has(code)) {
    return { message, ...place, extensions: { ...factsOf(extensions ?? {}), code } };
  }
  const given = extensions?.['id'];
  const id = typeof given === 'string' && UUID.test(given) ? given : randomUUID();
  from.log.error(
    { id, subgraph: from.subgraph, code: typeof code === 'string' ? code : null },
    'a defect of a subgraph',
  );
  const refusal = RequestErrors.internalServerError({ id });
  return { message: refusal.messages[from.language], ...place, extensions: { ...refusal.facts, code: refusal.code } };
}

/** Facts are plain values and lists of them; whatever else stands beside an error was not meant for a caller. */
function factsOf(extensions: Record<string, unknown>): Facts {
  return Object.fromEntries(
    Object.entries(extensions).filter(([, value]) => (Array.isArray(value) ? value.every(isPlain) : isPlain(value))),
  ) as Facts;
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
