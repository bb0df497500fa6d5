import {
  execute,
  getOperationAST,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Language } from '@linli/domain/refusal';
import { errorFormatter, inLanguage } from './error-format.js';
import { json, type HttpAnswer, type HttpRequest } from './http-server.js';
import type { Log } from './log.js';

/** Whatever answers GraphQL requests over HTTP, each in a context of its own. */
export interface Answers<Context> {
  answer(request: HttpRequest, context: Context): Promise<HttpAnswer>;
  stop(): Promise<void>;
}

/** A GraphQL request as its body says it. */
interface Asked {
  readonly query: string;
  readonly variables: Record<string, unknown> | null;
  readonly operationName: string | null;
}

/** Why a request is not carried out at all. */
interface Fault {
  readonly code: string;
  readonly faults: readonly GraphQLError[];
}

/** Characters of all operations that are kept: the gateway asks with few, over and over. */
const KEPT_CHARACTERS = 1_000_000;

/** Answers GraphQL over HTTP as a gateway asks it: by POST, in JSON. An operation is parsed and checked when its text first comes. */
export class GraphAnswers<Context extends { readonly language: Language }> implements Answers<Context> {
  readonly #schema: GraphQLSchema;
  readonly #format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  readonly #checked = new LRUCache<string, DocumentNode>({
    maxSize: KEPT_CHARACTERS,
    sizeCalculation: (_, { length }) => length + 1,
  });

  constructor(schema: GraphQLSchema, log: Log) {
    this.#schema = schema;
    this.#format = errorFormatter(log);
  }

  async answer({ method, body }: HttpRequest, context: Context): Promise<HttpAnswer> {
    if (method !== 'POST') return { status: 405, headers: { allow: 'POST' }, body: '' };
    const asked = askedIn(body);
    if (asked === null) return this.#refuse(faultOf('BAD_REQUEST', 'The body asks nothing.'), context);
    const document = this.#documentOf(asked);
    if ('faults' in document) return this.#refuse(document, context);
    const { variables: variableValues, operationName } = asked;
    const schema = this.#schema;
    const result = await execute({ schema, document, contextValue: context, variableValues, operationName });
    return this.#told(result, context);
  }

  async stop(): Promise<void> {}

  #documentOf({ query, operationName }: Asked): DocumentNode | Fault {
    const document = this.#checked.get(query) ?? this.#check(query);
    if ('faults' in document || getOperationAST(document, operationName)) return document;
    return faultOf('OPERATION_RESOLUTION_FAILURE', 'The request names no operation of its query.');
  }

  #check(query: string): DocumentNode | Fault {
    try {
      const document = parse(query);
      const faults = validate(this.#schema, document);
      if (faults.length > 0) return { code: 'GRAPHQL_VALIDATION_FAILED', faults };
      this.#checked.set(query, document);
      return document;
    } catch (error) {
      return { code: 'GRAPHQL_PARSE_FAILED', faults: [error as GraphQLError] };
    }
  }

  /** Without data nothing was carried out, since a variable is not of its type. */
  #told(result: ExecutionResult, context: Context): HttpAnswer {
    const { data, errors } = result;
    if (errors === undefined) return json(200, { data });
    if (data === undefined) return this.#refuse({ code: 'BAD_USER_INPUT', faults: errors }, context);
    return json(200, { errors: this.#formatted(errors, 'INTERNAL_SERVER_ERROR', context), data });
  }

  #refuse({ code, faults }: Fault, context: Context): HttpAnswer {
    return json(400, { errors: this.#formatted(faults, code, context) });
  }

  /** The errors as they leave, in the caller's language; `code` is that of those that have none. */
  #formatted(errors: readonly GraphQLError[], code: string, { language }: Context): GraphQLFormattedError[] {
    return errors.map((error) => {
      const extensions = { code, ...error.extensions };
      return inLanguage(this.#format({ ...error.toJSON(), extensions }, error), language);
    });
  }
}

function faultOf(code: string, message: string): Fault {
  return { code, faults: [new GraphQLError(message)] };
}

/** What a body asks; null where it has not the form of a GraphQL request. */
function askedIn(body: string): Asked | null {
  let asked: unknown;
  try {
    asked = JSON.parse(body);
  } catch {
    return null;
  }
  if (!isRecord(asked)) return null;
  const { query, variables = null, operationName = null } = asked;
  if (typeof query !== 'string' || (variables !== null && !isRecord(variables))) return null;
  return operationName === null || typeof operationName === 'string' ? { query, variables, operationName } : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
