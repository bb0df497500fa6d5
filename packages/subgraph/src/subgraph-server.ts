import type { GraphQLSchema } from 'graphql';
import type { Language } from '@linli/domain/refusal';
import type { Viewer } from '@linli/domain/viewer';
import { GraphAnswers, type Answers } from './graph-answers.js';
import { Health, type HealthNotes, type ReadinessCheck } from './health.js';
import type { Hop, HopVerifier } from './hop-token.js';
import { json, listen, type HttpAnswer, type HttpRequest, type Listening } from './http-server.js';
import type { Log } from './log.js';
import { tracedAnswers } from './traced-answers.js';

/** What a subgraph knows of a request before anything of its own. */
export interface RequestFacts {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly language: Language;
  readonly idempotencyKey: string | null;
  /** Why personal data is asked for, as the caller says; whoever reads some decides whether that is a purpose. */
  readonly purpose?: string | null;
  /** Milliseconds until nobody waits for the answer any more. */
  readonly remainingMs: number;
}

export interface SubgraphOptions<Context extends RequestFacts> {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly log: Log;
  readonly schema: GraphQLSchema;
  readonly hops: HopVerifier;
  readonly contextOf: (facts: RequestFacts) => Context | Promise<Context>;
  readonly readiness: Readonly<Record<string, ReadinessCheck>>;
  readonly notes?: HealthNotes;
  /** Answers of a service to its peers beside GraphQL, such as its feed; null for a path that is none of theirs. */
  readonly peerRoutes?: (request: HttpRequest, peer: string) => Promise<HttpAnswer | null>;
  /** Counts the SQL statements of a request, where answers shall tell their number. */
  readonly counting?: <T>(work: () => Promise<T>) => Promise<{ result: T; statements: number }>;
  /** Whether answers carry Apollo's trace of each field to a gateway that asks for it. Ours does not. */
  readonly federatedTraces?: boolean;
}

export interface RunningSubgraph {
  readonly port: number;
  stop(): Promise<void>;
}

/** One operation may ask for some thousands of entities by their keys. */
const BODY_LIMIT = 16_000_000;
const DEADLINE_MS = 3_000;
const GRACE_MS = 5_000;
const KEY = /^[\x21-\x7e]{1,200}$/;

/** Serves a subgraph. Without a hop token everything but `/health` is answered 401, `_service` too. */
export async function startSubgraph<Context extends RequestFacts>(
  options: SubgraphOptions<Context>,
): Promise<RunningSubgraph> {
  const health = new Health(options.readiness, options.notes);
  const { schema, log } = options;
  const answers: Answers<Context> =
    options.federatedTraces === true ? await tracedAnswers(schema, log) : new GraphAnswers(schema, log);
  const listening = await listen(options.host, options.port, {
    log: options.log,
    bodyLimit: BODY_LIMIT,
    handler: async (request) => (await health.answer(request.path)) ?? answer(options, answers, request),
  });
  return { port: listening.port, stop: () => stop(health, answers, listening) };
}

async function answer<Context extends RequestFacts>(
  options: SubgraphOptions<Context>,
  answers: Answers<Context>,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const hop = await hopOf(options.hops, request);
  if (hop === null)
    return json(401, { errors: [{ message: 'A hop token is needed.', extensions: { code: 'UNAUTHENTICATED' } }] });
  if (hop.viewer === null) {
    return (await options.peerRoutes?.(request, hop.from)) ?? json(404, { message: 'There is nothing here.' });
  }
  if (request.path !== '/graphql') return json(404, { message: 'There is nothing here.' });
  const context = await options.contextOf(factsOf(request, hop.viewer));
  const work = () => answers.answer(request, context);
  if (options.counting === undefined) return work();
  const { result, statements } = await options.counting(work);
  return { ...result, headers: { ...result.headers, 'x-linli-statements': String(statements) } };
}

async function hopOf(hops: HopVerifier, request: HttpRequest): Promise<Hop | null> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  return scheme === 'Hop' && token !== undefined ? hops.verify(token) : null;
}

function factsOf(request: HttpRequest, viewer: Viewer): RequestFacts {
  const key = request.headers['idempotency-key'];
  const purpose = request.headers['x-linli-purpose'];
  const remaining = Number(request.headers['x-linli-remaining-ms']);
  return {
    viewer,
    requestId: request.requestId,
    language: request.language,
    purpose: typeof purpose === 'string' ? purpose : null,
    idempotencyKey: typeof key === 'string' && KEY.test(key) ? key : null,
    remainingMs: remaining > 0 && remaining <= 60_000 ? remaining : DEADLINE_MS,
  };
}

async function stop(health: Health, answers: { stop(): Promise<void> }, listening: Listening): Promise<void> {
  health.stopping();
  await listening.close(GRACE_MS);
  await answers.stop();
}
