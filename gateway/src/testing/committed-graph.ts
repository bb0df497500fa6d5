import { performance } from 'node:perf_hooks';
import type { ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { PUBLIC } from '@linli/domain/viewer';
import { createLog } from '@linli/subgraph/log';
import { apiSchemaOf } from '../api-schema.js';
import { startGraph } from '../apollo.js';
import { FREE } from '../budget/cost-meter.js';
import { Deadline } from '../deadline.js';
import type { Question } from '../execution/gathering.js';
import { nothingAsked, type GatewayContext } from '../request-context.js';
import { SubgraphCalls } from '../subgraph/subgraph-calls.js';
import { committedSupergraph, subgraphsOf } from '../supergraph.js';

/** The graph of the committed supergraph, over subgraphs that answer nothing and are only listened to. */
export interface CommittedGraph {
  readonly schema: GraphQLSchema;
  /** Operations that reached a subgraph. */
  readonly heard: string[];
  ask(query: string, variables?: Record<string, unknown>): Promise<Answered>;
  stop(): Promise<void>;
}

export interface Answered {
  readonly codes: readonly unknown[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export async function startCommittedGraph(): Promise<CommittedGraph> {
  const heard: string[] = [];
  const supergraphSdl = committedSupergraph();
  const subgraph = {
    ask: async ({ query }: Question) => {
      heard.push(query);
      return { data: {} };
    },
  };
  const apollo = await startGraph({
    supergraphSdl,
    subgraphs: new Map(subgraphsOf(supergraphSdl).map((name) => [name, subgraph])),
    production: true,
    trace: false,
    meter: FREE,
    log: createLog('gateway', 'silent'),
  });
  const schema = apiSchemaOf(supergraphSdl);
  return { schema, heard, ask: (query, variables = {}) => ask(apollo, query, variables), stop: () => apollo.stop() };
}

async function ask(
  apollo: ApolloServer<GatewayContext>,
  query: string,
  variables: Record<string, unknown>,
): Promise<Answered> {
  const { body } = await apollo.executeOperation({ query, variables }, { contextValue: publicContext() });
  if (body.kind !== 'single') throw new Error('an answer in parts');
  const { errors = [], extensions = {} } = body.singleResult;
  return { codes: errors.map((error) => error.extensions?.['code']), extensions };
}

function publicContext(): GatewayContext {
  const deadline = new Deadline(performance.now() + 60_000, new AbortController().signal);
  deadline.answered();
  return {
    viewer: PUBLIC,
    caller: { kind: 'public', key: 'public 127.0.0.1' },
    requestId: 'request-1',
    language: 'en',
    idempotencyKey: null,
    purpose: null,
    deadline,
    calls: new SubgraphCalls(),
    asked: nothingAsked(),
  };
}
