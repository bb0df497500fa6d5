import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Language } from '@linli/domain/refusal';
import { withoutText, type Log } from './log.js';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** Query string with its question mark; empty where there is none. */
  readonly search: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly requestId: string;
  /** Where the connection comes from: the caller, or what stands before us; empty where it is gone already. */
  readonly address: string;
  readonly language: Language;
  /** Aborted when the caller goes away before the answer. */
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export type HttpHandler = (request: HttpRequest) => Promise<HttpAnswer>;

export interface HttpServerOptions {
  readonly log: Log;
  readonly handler: HttpHandler;
  /** Bytes of a body at the most; a larger one is answered 413 and not read to its end. */
  readonly bodyLimit: number;
  /** PEM texts of the certificate chain and its key, where the server itself speaks TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** A running HTTP server. */
export interface Listening {
  readonly port: number;
  readonly server: Server;
  /** Takes no new connection, lets running requests end, and closes what still stands after the grace. */
  close(graceMs: number): Promise<void>;
}

/** Ids are logged and audited: one without a letter may be somebody's number. */
const REQUEST_ID = /^(?=.*[A-Za-z])[\w-]{8,64}$/;

/** Serves the handler on plain node:http. Every request has an id, its caller's own where that is well-formed, given back as `x-request-id`. */
export async function listen(host: string, port: number, options: HttpServerOptions): Promise<Listening> {
  const patience = { keepAliveTimeout: 65_000, requestTimeout: 30_000 };
  const onRequest = (incoming: IncomingMessage, response: ServerResponse) =>
    void serve(server, incoming, response, options);
  const server: Server =
    options.tls === undefined
      ? createServer(patience, onRequest)
      : createSecureServer({ ...patience, ...options.tls, minVersion: 'TLSv1.2' }, onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    server,
    close: (graceMs) => close(server, graceMs),
  };
}

async function serve(
  server: Server,
  incoming: IncomingMessage,
  response: ServerResponse,
  options: HttpServerOptions,
): Promise<void> {
  const given = incoming.headers['x-request-id'];
  const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  const aborter = new AbortController();
  // After the answer nobody listens any more, and the reason of an abort costs more than the rest of this function.
  response.on('close', () => {
    if (!response.writableFinished) aborter.abort();
  });
  try {
    const body = await readBody(incoming, options.bodyLimit);
    if (body === null) {
      write(response, requestId, { status: 413, headers: { connection: 'close' }, body: '' });
      return;
    }
    const url = incoming.url ?? '/';
    const queryAt = url.indexOf('?');
    const answer = await options.handler({
      method: incoming.method ?? 'GET',
      path: queryAt < 0 ? url : url.slice(0, queryAt),
      search: queryAt < 0 ? '' : url.slice(queryAt),
      headers: incoming.headers,
      body,
      requestId,
      address: incoming.socket.remoteAddress ?? '',
      language: languageOf(incoming.headers['accept-language']),
      signal: aborter.signal,
    });
    write(response, requestId, server.listening ? answer : last(answer));
  } catch (error) {
    if (aborter.signal.aborted) return;
    options.log.error({ ...withoutText(error), requestId }, 'request failed');
    write(response, requestId, { status: 500, body: '' });
  }
}

/** Null where it is over the limit; rejects where the caller goes away first. */
function readBody(incoming: IncomingMessage, limit: number): Promise<string | null> {
  if (Number(incoming.headers['content-length'] ?? 0) > limit) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    let body: Buffer = Buffer.alloc(0);
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      if (length + chunk.length > limit) return resolve(null);
      body = length === 0 ? chunk : extended(body, length, chunk);
      length += chunk.length;
    });
    incoming.on('end', () => resolve(body.toString('utf8', 0, length)));
    incoming.on('error', reject);
  });
}

/** A buffer with the first bytes of the given one and then the chunk: kept as they come, chunks of a byte each take hundreds of times their length. */
function extended(body: Buffer, length: number, chunk: Buffer): Buffer {
  const needed = length + chunk.length;
  const into = needed <= body.length ? body : Buffer.allocUnsafe(2 * needed);
  if (into !== body) body.copy(into, 0, 0, length);
  chunk.copy(into, length);
  return into;
}

/** The last answer on its connection: one that is kept alive would hold up the closing of the server. */
function last(answer: HttpAnswer): HttpAnswer {
  return { ...answer, headers: { ...answer.headers, connection: 'close' } };
}

/** A short body goes out in one piece with its headers; a long one is turned into bytes once, which copies it less often. */
const LONG = 8_192;

function write(response: ServerResponse, requestId: string, answer: HttpAnswer): void {
  if (response.headersSent || response.destroyed) return;
  const isLong = typeof answer.body === 'string' && answer.body.length >= LONG;
  const body = isLong ? Buffer.from(answer.body) : answer.body;
  response.writeHead(answer.status, {
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    ...answer.headers,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Chinese where the caller's first choice is Chinese, else English. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return acceptLanguage !== undefined && /^\s*zh\b/i.test(acceptLanguage) ? 'zh' : 'en';
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}

/** An answer with a JSON body. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(value),
  };
}
