import { Pool, type Dispatcher } from 'undici';
import type { HopMinter } from '@linli/subgraph/hop-token';
import type { Log } from '@linli/subgraph/log';
import type { Question, Subgraph } from '../execution/gathering.js';
import { SubgraphErrors } from '../gateway.errors.js';
import type { GatewayContext } from '../request-context.js';
import { Lane } from './lane.js';
import { answerFrom, errorFrom, type SubgraphAnswer } from './subgraph-answer.js';

export interface SubgraphAddress {
  readonly name: string;
  readonly url: URL;
}

type Received = { status: number; headers: Dispatcher.ResponseData['headers']; body: unknown };

const CONNECTIONS = 32;
const PROBE_MS = 500;
/** With 400 a subgraph refuses values of the wrong form, in an answer like any other. */
const ANSWERS: ReadonlySet<number> = new Set([200, 400]);

/**
 * Asks one subgraph, over connections that stay open, for whoever asked the gateway. A subgraph that does not answer in time is a
 * part missing from the answer, never a failed answer.
 */
export class SubgraphDataSource implements Subgraph {
  readonly name: string;
  readonly #path: string;
  readonly #pool: Pool;
  readonly #hops: HopMinter;
  readonly #log: Log;
  readonly #lane = new Lane();

  constructor(address: SubgraphAddress, hops: HopMinter, log: Log) {
    this.name = address.name;
    this.#path = `${address.url.pathname.replace(/\/$/, '')}/graphql`;
    this.#pool = new Pool(address.url.origin, { connections: CONNECTIONS, connect: { timeout: 1_000 } });
    this.#hops = hops;
    this.#log = log;
  }

  async ask({ query, operationName, variables, reads }: Question, context: GatewayContext): Promise<SubgraphAnswer> {
    const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
    const body = `{"query":${JSON.stringify(query)}${name},"variables":${variables}}`;
    const received = await this.#ask(body, context, reads || context.idempotencyKey !== null);
    const answer = received === null || !ANSWERS.has(received.status) ? null : answerFrom(received.body);
    if (received === null || answer === null) {
      this.#explain(received, context);
      throw unavailable(this.name);
    }
    context.calls.answered(this.name, received.headers['x-linli-statements']);
    const from = { subgraph: this.name, language: context.language, log: this.#log };
    const errors = answer.errors.map((error) => errorFrom(error, from));
    return {
      ...(answer.data === undefined ? {} : { data: answer.data }),
      ...(errors.length === 0 ? {} : { errors }),
    };
  }

  /** Whether the subgraph's process answers at all. */
  async alive(): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(PROBE_MS);
      const answer = await this.#pool.request({ path: '/health/live', method: 'GET', signal });
      await answer.body.dump();
      return answer.statusCode === 200;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  /** What came back; null where nothing did in time. What was cut off is asked again where that does nothing twice. */
  async #ask(body: string, context: GatewayContext, repeat: boolean): Promise<Received | null> {
    const { deadline } = context;
    if (deadline.left() === 0 || !this.#lane.enter()) return null;
    try {
      const received = await this.#send(body, context).catch((error: unknown) => {
        if (repeat && !deadline.signal.aborted && wasCutOff(error)) return this.#send(body, context);
        throw error;
      });
      this.#lane.leave('answered');
      return received;
    } catch (error) {
      const { aborted } = deadline.signal;
      this.#lane.leave(deadline.callerHasGone ? 'abandoned' : aborted ? 'late' : 'answered');
      const reason = aborted ? 'deadline' : codeOf(error);
      this.#log.warn({ subgraph: this.name, requestId: context.requestId, reason }, 'a subgraph did not answer');
      return null;
    }
  }

  async #send(body: string, context: GatewayContext): Promise<Received> {
    context.calls.sent(this.name);
    const headers = await this.#headersFor(context);
    const { signal } = context.deadline;
    const answer = await this.#pool.request({ path: this.#path, method: 'POST', headers, body, signal });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: answer.headers, body: jsonOf(text) };
  }

  /** All that a subgraph is told: headers of the caller pass only where they are named here. */
  async #headersFor(context: GatewayContext): Promise<Record<string, string>> {
    return {
      'content-type': 'application/json',
      authorization: `Hop ${await this.#hops.mint(this.name, context.viewer)}`,
      'x-request-id': context.requestId,
      'accept-language': context.language,
      'x-linli-remaining-ms': String(Math.max(1, context.deadline.left())),
      ...(context.idempotencyKey === null ? {} : { 'idempotency-key': context.idempotencyKey }),
      ...(context.purpose === null ? {} : { 'x-linli-purpose': context.purpose }),
    };
  }

  #explain(received: Received | null, context: GatewayContext): void {
    if (received === null || received.status === 503) return;
    const facts = { subgraph: this.name, requestId: context.requestId, status: received.status };
    if (received.status === 401) this.#log.error(facts, 'a defect: a subgraph refused our hop token');
    else this.#log.error(facts, 'a defect: a subgraph gave no answer of GraphQL');
  }
}

function unavailable(subgraph: string) {
  const known = subgraph as 'grid' | 'cases' | 'organization' | 'volunteer';
  return (SubgraphErrors[known] ?? SubgraphErrors.another)({ subgraph });
}

/** Whether the connection went away, as an open one does when a process is replaced. */
function wasCutOff(error: unknown): boolean {
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'unknown';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
