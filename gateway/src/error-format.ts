import { randomUUID } from 'node:crypto';
import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import { Refusal } from '@linli/domain/refusal';
import { withoutText, type Log } from '@linli/subgraph/log';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { GatewayErrors } from './gateway.errors.js';

/** Codes of requests that are wrong in form; their messages speak of the schema's names and the caller's own. */
const FORM_CODES: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
]);

const VALUE_KINDS: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);

/**
 * The form in which an error leaves the gateway. Refusals keep code, facts and message, the gateway's own in both languages until one
 * is picked; what is wrong in form keeps its message without any value; all else is a defect, logged under an id without its text.
 */
export function errorFormatter(log: Log): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const refusal = refusalIn(error);
    if (refusal !== null) return spoken(formatted, refusal);
    const { code, serviceName, ...facts } = formatted.extensions ?? {};
    if (serviceName !== undefined) return { ...formatted, extensions: { ...facts, code } };
    if (code === 'GRAPHQL_VALIDATION_FAILED' && isAboutValue(error))
      return spoken(formatted, GatewayErrors.wrongLiteral());
    if (FORM_CODES.has(String(code)))
      return { ...formatted, message: withoutTokens(formatted.message), extensions: { code } };
    const id = randomUUID();
    log.error(
      { id, ...withoutText(error instanceof GraphQLError ? (error.originalError ?? error) : error) },
      'a defect',
    );
    return spoken(formatted, RequestErrors.internalServerError({ id }));
  };
}

/** Apollo gives errors of validation rules its own code; the refusal that the rule meant stands behind. */
function refusalIn(error: unknown): Refusal | null {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  return cause instanceof Refusal ? cause : null;
}

function spoken({ path, locations }: GraphQLFormattedError, refusal: Refusal): GraphQLFormattedError {
  return {
    message: refusal.message,
    ...(path === undefined ? {} : { path }),
    ...(locations === undefined ? {} : { locations }),
    extensions: { ...refusal.facts, code: refusal.code, messages: refusal.messages },
  };
}

/** GraphQL's own messages about values repeat them; only a missing input field is told by its name alone. */
function isAboutValue(error: unknown): boolean {
  if (!(error instanceof GraphQLError) || /^Field "[\w.]+" of required type/.test(error.message)) return false;
  return error.nodes?.some((node) => VALUE_KINDS.has(node.kind)) ?? false;
}

/** A syntax error names the kind of token that it met, but does not repeat it. */
function withoutTokens(message: string): string {
  return message.replace(/\b(String|BlockString|Int|Float|Name) ".*"/s, '$1');
}
