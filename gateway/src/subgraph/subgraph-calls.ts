/** What an answer took: requests to subgraphs, and what they were told and ran for it. */
export interface CallTrace {
  readonly subgraphRequests: number;
  readonly statements: number;
  readonly subgraphs: readonly ({ readonly name: string } & Readonly<Counts>)[];
}

interface Counts {
  requests: number;
  statements: number;
  /** Objects that it was told of, to say more about them. */
  entities: number;
  /** Those of them that an earlier request of the operation had told it of. */
  entitiesAgain: number;
}

/** Counts what one operation asks of subgraphs. */
export class SubgraphCalls {
  readonly #bySubgraph = new Map<string, Counts>();
  readonly #told = new Map<string, Set<string>>();

  sent(name: string): void {
    this.#of(name).requests += 1;
  }

  /** Notes the objects that a request tells a subgraph of, each by its JSON. */
  told(name: string, representations: Iterable<string>): void {
    const known = this.#told.get(name) ?? new Set();
    const now = new Set(representations);
    const counts = this.#of(name);
    counts.entities += now.size;
    counts.entitiesAgain += [...now].filter((representation) => known.has(representation)).length;
    this.#told.set(name, new Set([...known, ...now]));
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

  #of(name: string): Counts {
    const known = this.#bySubgraph.get(name) ?? { requests: 0, statements: 0, entities: 0, entitiesAgain: 0 };
    this.#bySubgraph.set(name, known);
    return known;
  }
}
