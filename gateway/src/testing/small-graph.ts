import { GraphQLError, Kind, parse, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { createLog } from '@linli/subgraph/log';
import { composeFrom, type Schemas } from '../composition.js';
import type { Question, Subgraph } from '../execution/gathering.js';
import { GraphExecutor } from '../execution/graph-executor.js';
import type { AskedOperation } from '../execution/operations.js';

/** What a subgraph of a test answers. */
export type Answering = (question: Heard) => Said | Promise<Said>;

interface Said {
  readonly data?: Record<string, unknown>;
  readonly errors?: readonly GraphQLFormattedError[];
}

export interface Heard {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A graph whose subgraphs answer what a test has them answer. */
export interface SmallGraph {
  /** What subgraphs were asked, in order. */
  readonly heard: readonly Heard[];
  ask(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
}

export async function smallGraph(
  schemas: Schemas,
  answering: Readonly<Record<string, Answering>>,
): Promise<SmallGraph> {
  const heard: Heard[] = [];
  const subgraph = (name: string, answer: Answering): Subgraph => ({
    ask: async ({ query, variables }: Question) => {
      const question = { subgraph: name, query, variables: JSON.parse(variables) as Record<string, unknown> };
      heard.push(question);
      return answer(question);
    },
  });
  const subgraphs = new Map(Object.entries(answering).map(([name, answer]) => [name, subgraph(name, answer)]));
  const { executor } = await new GraphExecutor({
    supergraphSdl: composeFrom(schemas),
    subgraphs,
    trace: false,
    log: createLog('gateway', 'silent'),
  }).load();
  return {
    heard,
    ask: async (query, variables = {}) => {
      const request = { ...askedOperation(query), request: { query, variables }, context: {} };
      if (executor === null) throw new GraphQLError('nothing to ask');
      return executor(request as unknown as Parameters<typeof executor>[0]);
    },
  };
}

/** The only operation of a text. */
export function askedOperation(query: string): AskedOperation {
  const document = parse(query);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('a text without an operation');
  return { queryHash: query, operationName: operation.name?.value ?? null, document, operation };
}
