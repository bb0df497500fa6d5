import { performance } from 'node:perf_hooks';
import type { ApolloServer } from '@apollo/server';
import { Refusal } from '@linli/domain/refusal';
import { answerGraphQL } from '@linli/subgraph/apollo-handler';
import { json, type HttpAnswer, type HttpHandler, type HttpRequest } from '@linli/subgraph/http-server';
import type { Log } from '@linli/subgraph/log';
import { addressOf, callerOf } from './budget/caller.js';
import { corsHeaders, securityHeaders } from './browser-headers.js';
import { Deadline } from './deadline.js';
import type { TrustedDocuments } from './documents/trusted-documents.js';
import { explorerAnswer } from './explorer/explorer.js';
import { withFormMessages } from './form-messages.js';
import { GatewayErrors } from './gateway.errors.js';
import type { Readiness } from './readiness.js';
import { contextOf, nothingAsked, type Asked, type GatewayContext } from './request-context.js';
import type { AccessTokens } from './token/access-tokens.js';

export interface Handling {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly tokens: AccessTokens;
  readonly documents: TrustedDocuments;
  readonly readiness: Readiness;
  readonly corsOrigins: readonly string[];
  readonly production: boolean;
  /** Proxies of our own that a request comes through. */
  readonly proxies: number;
  /** Milliseconds from a request's arrival in which subgraphs may add to its answer. */
  readonly deadlineMs: number;
  readonly log: Log;
}

/** Operations answered at once; more are refused before any work, so that those taken end in time. */
const MOST_AT_ONCE = 128;

/** How a refusal before there is an operation is answered; one that is not here is for want of something that will come back. */
const STATUS: Readonly<Record<string, readonly [number, Record<string, string>]>> = {
  UNAUTHENTICATED: [401, { 'www-authenticate': 'Bearer error="invalid_token"' }],
  BAD_USER_INPUT: [400, {}],
  DOCUMENT_UNKNOWN: [400, {}],
  DOCUMENT_NOT_TRUSTED: [403, {}],
};

/** Answers every request to the gateway: health, operations, and outside production the explorer. */
export function requestHandler(handling: Handling): HttpHandler {
  const security = securityHeaders(handling.production);
  const operations = operationHandler(handling);
  return async (request) => {
    const answer =
      (await handling.readiness.answer(request.path)) ??
      preflight(request) ??
      (request.path === '/graphql' ? await operations(request) : null) ??
      (handling.production ? null : await explorerAnswer(request)) ??
      refused(404, GatewayErrors.nothingHere(), request);
    const cors = corsHeaders(request.headers.origin, handling.corsOrigins);
    return { ...answer, headers: { ...security, ...cors, ...answer.headers } };
  };
}

function operationHandler(handling: Handling): HttpHandler {
  let running = 0;
  return async (request) => {
    const arrivedAt = performance.now();
    const asked = nothingAsked();
    if (running >= MOST_AT_ONCE) return refused(503, GatewayErrors.overloaded(), request, { 'retry-after': '1' });
    running += 1;
    try {
      const answer = await answerOperation(handling, request, asked, arrivedAt);
      const ms = Math.round((performance.now() - arrivedAt) * 10) / 10;
      handling.log.info({ requestId: request.requestId, ...asked, status: answer.status, ms }, 'answered');
      return answer;
    } finally {
      running -= 1;
    }
  };
}

async function answerOperation(
  handling: Handling,
  request: HttpRequest,
  asked: Asked,
  arrivedAt: number,
): Promise<HttpAnswer> {
  const deadline = new Deadline(arrivedAt + handling.deadlineMs, request.signal);
  try {
    const viewer = await handling.tokens.viewerOf(request.headers.authorization);
    const caller = callerOf(viewer, addressOf(request, handling.proxies));
    const answer = await answerGraphQL(
      handling.apollo,
      handling.documents.admit(request, viewer),
      contextOf(request, { viewer, caller, asked, deadline }),
    );
    const told = withFormMessages(answer, request.language);
    return { ...told, headers: { ...told.headers, 'cache-control': 'no-store' } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [status, headers] = STATUS[error.code] ?? [503, { 'retry-after': '5' }];
    return refused(status, error, request, headers);
  } finally {
    deadline.answered();
  }
}

function preflight(request: HttpRequest): HttpAnswer | null {
  return request.method === 'OPTIONS' ? { status: 204, body: '' } : null;
}

/** A refusal before there is an operation, in the form that its answer would have had. */
function refused(
  status: number,
  refusal: Refusal,
  request: HttpRequest,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const error = { message: refusal.messages[request.language], extensions: { code: refusal.code, ...refusal.facts } };
  return json(status, { errors: [error] }, headers);
}
