/** What an answer took: requests to subgraphs and the SQL statements that they ran for it. */
export interface CallTrace {
  readonly subgraphRequests: number;
  readonly statements: number;
  readonly subgraphs: readonly { readonly name: string; readonly requests: number; readonly statements: number }[];
}

/** Counts the requests that one operation sends to subgraphs. */
export class SubgraphCalls {
  readonly #bySubgraph = new Map<string, { requests: number; statements: number }>();

  sent(name: string): void {
    this.#of(name).requests += 1;
  }

  /** `statements` is the subgraph's `x-linli-statements` header, where it tells them. */
  answered(name: string, statements: string | string[] | undefined): void {
    this.#of(name).statements += Number(statements ?? 0) || 0;
  }

  trace(): CallTrace {
    const subgraphs = [...this.#bySubgraph].map(([name, counts]) => ({ name, ...counts }));
    return {
      subgraphRequests: subgraphs.reduce((sum, { requests }) => sum + requests, 0),
      statements: subgraphs.reduce((sum, { statements }) => sum + statements, 0),
      subgraphs,
    };
  }

  #of(name: string): { requests: number; statements: number } {
    const known = this.#bySubgraph.get(name) ?? { requests: 0, statements: 0 };
    this.#bySubgraph.set(name, known);
    return known;
  }
}
