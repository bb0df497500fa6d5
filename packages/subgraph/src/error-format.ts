import { randomUUID } from 'node:crypto';
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { ValidationError } from 'class-validator';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Refusal, type Language } from '@linli/domain/refusal';
import { RequestErrors } from './request.errors.js';
import { withoutText, type Log } from './log.js';

/** Codes that GraphQL itself and Apollo give to requests that are wrong in form; their messages hold no values of ours. */
const FORM_CODES: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
]);

/**
 * The form in which an error leaves a subgraph. A refusal keeps its code and facts, with its message in both languages until
 * `speakingPlugin` picks one; a request wrong in form keeps its message; anything else is a defect: it is logged under an id and
 * leaves as `INTERNAL_SERVER_ERROR` with that id alone.
 */
export function errorFormatter(log: Log): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = error instanceof GraphQLError && error.originalError !== undefined ? error.originalError : error;
    if (cause instanceof Refusal) return spoken(formatted, cause);
    const code = formatted.extensions?.['code'];
    if (typeof code === 'string' && FORM_CODES.has(code)) return { ...formatted, extensions: { code } };
    if (code === 'BAD_USER_INPUT') return spoken(formatted, refusalOfInput(formatted.extensions?.['validationErrors']));
    if (isOutOfTime(cause)) {
      log.warn({ ...withoutText(cause), path: formatted.path?.join('.') }, 'out of time');
      return spoken(formatted, RequestErrors.tooSlow());
    }
    const id = randomUUID();
    log.error({ ...withoutText(cause), id, path: formatted.path?.join('.') }, 'a defect');
    return spoken(formatted, RequestErrors.internalServerError({ id }));
  };
}

/** Codes of PostgreSQL for a statement that was ended at its deadline, and for a lock that was not to be had. */
const OUT_OF_TIME: ReadonlySet<unknown> = new Set(['57014', '55P03']);

/** Whoever waits behind another's change, or for a busy server, may try again: nothing is wrong with the request. */
function isOutOfTime(cause: unknown): boolean {
  return OUT_OF_TIME.has((cause as { code?: unknown } | null)?.code);
}

/** What class-validator found wrong first. Its own messages may repeat the value, so only the path and the bound are kept. */
function refusalOfInput(validationErrors: unknown): Refusal {
  if (!Array.isArray(validationErrors)) return RequestErrors.badUserInput({ path: '' });
  const path = ['input'];
  let [fault] = validationErrors as ValidationError[];
  while (fault?.children !== undefined && fault.children.length > 0) {
    path.push(fault.property);
    [fault] = fault.children;
  }
  const [constraint = 'form'] = Object.keys(fault?.constraints ?? {});
  return RequestErrors.outOfBounds({ path: [...path, fault?.property ?? ''].join('.'), constraint });
}

function spoken(formatted: GraphQLFormattedError, refusal: Refusal): GraphQLFormattedError {
  return {
    message: refusal.message,
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    extensions: { ...refusal.facts, code: refusal.code, messages: refusal.messages },
  };
}

/** Gives each refusal its message in the caller's language. */
export function speakingPlugin<Context extends BaseContext & { language: Language }>(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue }) {
          if (response.body.kind !== 'single') return;
          const result = response.body.singleResult;
          if (result.errors !== undefined) {
            result.errors = result.errors.map((error) => inLanguage(error, contextValue.language));
          }
        },
      };
    },
  };
}

/** An error with its message in the language of whoever reads it. */
export function inLanguage(error: GraphQLFormattedError, language: Language): GraphQLFormattedError {
  const { messages, ...extensions } = error.extensions ?? {};
  if (messages === undefined) return error;
  return { ...error, message: (messages as Record<Language, string>)[language], extensions };
}
