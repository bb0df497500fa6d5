import { graphql, type GraphQLSchema } from 'graphql';
import { Refusal, type Language } from '@linli/domain/refusal';
import type { Viewer } from '@linli/domain/viewer';
import { recordingStatements, type StatementRecord } from '@linli/persistence/statements';
import { errorFormatter } from '@linli/subgraph/error-format';
import { createLog } from '@linli/subgraph/log';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';

export interface GraphAnswer {
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are compared whole or read by their known shape
  readonly data: any;
  readonly errors: { code: string; message: string; path: string; extensions: Record<string, unknown> }[];
  /** The SQL that the request sent, in order. */
  readonly statements: string[];
}

export interface GraphClient {
  ask(query: string, variables?: Record<string, unknown>): Promise<GraphAnswer>;
}

export interface Asking {
  readonly idempotencyKey?: string;
  readonly language?: Language;
  /** Milliseconds that the request has; half a minute if not given. */
  readonly remainingMs?: number;
}

/** Asks a subgraph's schema as a viewer, with everything behind it real and nothing between. */
export function graphClient<Context extends object>(
  schema: GraphQLSchema,
  contextOf: (facts: RequestFacts) => Context | Promise<Context>,
): { as(viewer: Viewer, asking?: Asking): GraphClient } {
  return {
    as: (viewer, asking = {}) => ({
      ask: async (source, variableValues) => {
        const language = asking.language ?? 'en';
        const record: StatementRecord = { statements: [] };
        const contextValue = await contextOf({
          viewer,
          requestId: 'test-request',
          language,
          idempotencyKey: asking.idempotencyKey ?? null,
          remainingMs: asking.remainingMs ?? 30_000,
        });
        const result = await recordingStatements(record, () =>
          graphql({ schema, source, contextValue, ...(variableValues === undefined ? {} : { variableValues }) }),
        );
        const errors = (result.errors ?? []).map((error) => inWords(error, language));
        return { data: result.data, errors, statements: record.statements };
      },
    }),
  };
}

const format = errorFormatter(createLog('test', 'silent'));

function inWords(error: NonNullable<Awaited<ReturnType<typeof graphql>>['errors']>[number], language: Language) {
  const formatted = format(error.toJSON(), error);
  const { messages, code, ...extensions } = formatted.extensions ?? {};
  const path = (error.path ?? []).join('.');
  const isDefect = code === 'INTERNAL_SERVER_ERROR' && !(error.originalError instanceof Refusal);
  const spoken = messages === undefined ? formatted.message : String((messages as Record<Language, string>)[language]);
  const message = isDefect ? `${spoken} [${error.message}]` : spoken;
  return { code: String(code), message, path, extensions };
}
