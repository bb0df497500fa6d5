import { randomUUID } from 'node:crypto';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { Log } from '@linli/subgraph/log';
import { RequestErrors } from '@linli/subgraph/request.errors';
import type { GatewayContext } from '../request-context.js';
import { introspect } from './introspection.js';
import { Operations } from './operations.js';
import type { Place } from './places.js';
import { gather, type Subgraph } from './gathering.js';

type Gateway = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];
type Request = Parameters<NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>>[0];
type SchemaListener = Parameters<Gateway['onSchemaLoadOrUpdate']>[0];

export interface Executing {
  readonly supergraphSdl: string;
  /** The way to each subgraph, by its name. */
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  /** Whether what subgraphs are told of is counted. */
  readonly trace: boolean;
  readonly log: Log;
}

/** Runs operations over subgraphs, for Apollo Server to answer with. */
export class GraphExecutor implements Gateway {
  readonly #supergraphSdl: string;
  readonly #operations: Operations;
  readonly #subgraphs: ReadonlyMap<string, Subgraph>;
  readonly #trace: boolean;
  readonly #log: Log;
  #listeners: SchemaListener[] = [];

  /** Throws where the text is no composed graph. */
  constructor({ supergraphSdl, subgraphs, trace, log }: Executing) {
    this.#supergraphSdl = supergraphSdl;
    this.#operations = new Operations(supergraphSdl);
    this.#subgraphs = subgraphs;
    this.#trace = trace;
    this.#log = log;
  }

  onSchemaLoadOrUpdate(listener: SchemaListener): () => void {
    this.#listeners.push(listener);
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener);
    };
  }

  async load(): Promise<Awaited<ReturnType<Gateway['load']>>> {
    const apiSchema = this.#operations.schema;
    for (const listener of this.#listeners) listener({ apiSchema, coreSupergraphSdl: this.#supergraphSdl });
    return { executor: (request) => this.#execute(request) };
  }

  async stop(): Promise<void> {}

  async #execute(request: Request): Promise<ExecutionResult<Record<string, unknown>, Record<string, unknown>>> {
    const variables = request.request.variables ?? {};
    const { requests, introspection, shape } = this.#operations.prepare(request, variables);
    const { data: gathered, errors } = await gather({
      requests,
      subgraphs: this.#subgraphs,
      schema: this.#operations.wholeSchema,
      variables,
      context: request.context as GatewayContext,
      trace: this.#trace,
    });
    if (introspection !== null) Object.assign(gathered, introspect(introspection, this.#operations.schema, variables));
    const { data, gaps } = shape(gathered);
    if (errors.length > 0) return { data, errors };
    const [first] = gaps;
    return first === undefined ? { data } : { data, errors: [this.#defect(first, gaps.length)] };
  }

  /** A subgraph that gave null where its schema promises a value, and said nothing of it, has a defect. */
  #defect(place: Place, count: number): GraphQLError {
    const id = randomUUID();
    this.#log.error({ id, path: place.join('.'), count }, 'a defect: null for what is never null');
    const refusal = RequestErrors.internalServerError({ id });
    return new GraphQLError(refusal.message, { path: place, originalError: refusal });
  }
}
