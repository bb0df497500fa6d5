import type { IncomingHttpHeaders } from 'node:http';
import type { Language } from '@linli/domain/refusal';
import type { Viewer } from '@linli/domain/viewer';
import type { HttpRequest } from '@linli/subgraph/http-server';
import type { Caller } from './budget/caller.js';
import type { Deadline } from './deadline.js';
import { GatewayErrors } from './gateway.errors.js';
import { SubgraphCalls } from './subgraph/subgraph-calls.js';

/** What was asked, for the log: never text or variables. */
export interface Asked {
  operation: string | null;
  hash: string | null;
  cost: number | null;
  /** What the caller has left to spend; null where nothing was to pay. */
  left: number | null;
}

/** What the gateway knows of a request, and all that subgraphs are told of it. */
export interface GatewayContext {
  readonly viewer: Viewer;
  /** Who pays for the operation. */
  readonly caller: Caller;
  readonly requestId: string;
  readonly language: Language;
  readonly idempotencyKey: string | null;
  /** Why personal data is asked for. */
  readonly purpose: string | null;
  readonly deadline: Deadline;
  readonly calls: SubgraphCalls;
  readonly asked: Asked;
}

/** Of a request of which nothing is known yet. */
export function nothingAsked(): Asked {
  return { operation: null, hash: null, cost: null, left: null };
}

const KEY = /^[\x21-\x7e]{1,200}$/;
const PURPOSE = /^[A-Z_]{1,40}$/;

/** Reads the headers that count; whatever else a caller sends stays here. */
export function contextOf(
  request: HttpRequest,
  asking: Pick<GatewayContext, 'viewer' | 'caller' | 'asked' | 'deadline'>,
): GatewayContext {
  return {
    ...asking,
    requestId: request.requestId,
    language: request.language,
    idempotencyKey: keyOf(request.headers),
    purpose: wellFormed(request.headers, 'x-linli-purpose', PURPOSE),
    calls: new SubgraphCalls(),
  };
}

/** A key that is none is refused, not passed over: whoever gave it counts on asking twice doing no harm. */
function keyOf(headers: IncomingHttpHeaders): string | null {
  if (headers['idempotency-key'] === undefined) return null;
  const key = wellFormed(headers, 'idempotency-key', KEY);
  if (key === null) throw GatewayErrors.keyMalformed({ path: 'Idempotency-Key' });
  return key;
}

function wellFormed(headers: IncomingHttpHeaders, name: string, form: RegExp): string | null {
  const value = headers[name];
  return typeof value === 'string' && form.test(value) ? value : null;
}
