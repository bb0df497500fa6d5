import type { Asked, Work, WorkName } from './works.js';
import type { LoadRequest } from './load-protocol.js';

/** Whoever answers works: Linli, or a peer. */
export interface Target {
  readonly name: string;
  readonly url: string;
  readonly works: ReadonlySet<WorkName>;
  /** Its processes: those that face the caller, and the subgraphs behind them where it has any. PostgreSQL is apart. */
  readonly front: readonly number[];
  readonly subgraphs: readonly number[];
  requestOf(work: Work, asked: Asked, token: string): LoadRequest;
  /** An answer as Linli's `data`. */
  dataOf(work: WorkName, answer: unknown): unknown;
  stop(): Promise<void>;
}

/** A GraphQL request as every client sends it. */
export function graphqlRequest(path: string, query: string, { variables }: Asked, token: string): LoadRequest {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  };
}
