import { performance } from 'node:perf_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { PUBLIC } from '@linli/domain/viewer';
import { HopMinter, HopVerifier } from '@linli/subgraph/hop-token';
import { json, listen, type HttpAnswer } from '@linli/subgraph/http-server';
import { createLog } from '@linli/subgraph/log';
import type { HttpRequest } from '@linli/subgraph/http-server';
import { Deadline } from '../deadline.js';
import { contextOf, nothingAsked, type GatewayContext } from '../request-context.js';
import { processKeys } from '../testing/small-city.js';
import { SubgraphDataSource } from './subgraph-data-source.js';

const log = createLog('test', 'silent');
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const MISSING = { code: 'SUBGRAPH_UNAVAILABLE', facts: { subgraph: 'grid' } };
const READY: HttpAnswer = json(200, { data: { whoAmI: 'x' } });

describe('what a subgraph is told', () => {
  it('is who asks, for whom the answer is, and until when: of the headers of a caller only those that are named', async () => {
    const heard: IncomingHttpHeaders[] = [];
    const { source, verifier } = await subgraph(async (request) => {
      heard.push(request.headers);
      return READY;
    });
    const asked = context({
      'accept-language': 'zh-CN,zh;q=0.9',
      'idempotency-key': 'key-1',
      'x-linli-purpose': 'CASE_HANDLING',
      authorization: 'Bearer token-of-the-caller',
      cookie: 'session=1',
      'x-linli-remaining-ms': '999999',
      'x-linli-viewer': 'administrator',
      'x-forwarded-for': '10.0.0.1',
      'apollo-federation-include-trace': 'ftv1',
    });
    await ask(source, asked);
    const { authorization, 'x-linli-remaining-ms': remaining, ...rest } = heard[0] ?? {};
    expect(await verifier.verify(String(authorization).replace('Hop ', ''))).toEqual({
      from: 'gateway',
      viewer: PUBLIC,
    });
    expect(Number(remaining)).toBeGreaterThan(0);
    expect(Number(remaining)).toBeLessThanOrEqual(1_000);
    expect(rest).toEqual({
      host: expect.any(String),
      connection: 'keep-alive',
      'content-type': 'application/json',
      'content-length': expect.any(String),
      'x-request-id': 'request-12345',
      'accept-language': 'zh',
      'idempotency-key': 'key-1',
      'x-linli-purpose': 'CASE_HANDLING',
    });
  });

  it('is no purpose that is none', async () => {
    const heard: IncomingHttpHeaders[] = [];
    const { source } = await subgraph(async (request) => {
      heard.push(request.headers);
      return READY;
    });
    await ask(source, context({ 'x-linli-purpose': 'because; I said so' }));
    expect(heard[0]).not.toHaveProperty('x-linli-purpose');
  });
});

describe('a subgraph is a missing part', () => {
  it.each([
    ['that refuses our token', json(401, { errors: [] })],
    ['that fails', json(500, { errors: [] })],
    ['that is overloaded', json(503, {})],
    ['that finds no question in what it was asked', json(400, {})],
    ['that answers what is no JSON', { status: 200, body: '<html>' }],
    ['that answers what is not GraphQL', json(200, { data: 'x' })],
  ])('%s', async (_, answer) => {
    const { source } = await subgraph(async () => answer);
    await expect(ask(source, context())).rejects.toMatchObject(MISSING);
  });

  it('that does not answer before the deadline, after which nothing is asked', async () => {
    let asked = 0;
    const { source } = await subgraph(() => {
      asked += 1;
      return new Promise<never>(() => undefined);
    });
    const hurried = { ...context(), deadline: deadlineIn(50) };
    await expect(ask(source, hurried)).rejects.toMatchObject(MISSING);
    await expect(ask(source, hurried)).rejects.toMatchObject(MISSING);
    expect(asked).toBe(1);
  });

  it('that is not there', async () => {
    const { source, stop } = await subgraph(async () => READY);
    await stop();
    await expect(ask(source, context())).rejects.toMatchObject(MISSING);
    expect(await source.alive()).toBe(false);
  });
});

it('a refusal of a subgraph leaves with plain facts alone', async () => {
  const extensions = {
    code: 'ALREADY_CLOSED',
    number: 'JN-1',
    allowed: ['REOPEN'],
    stacktrace: { at: 'x' },
    http: { status: 500 },
  };
  const { source } = await subgraph(async () =>
    json(200, { data: null, errors: [{ message: 'Closed.', path: ['a'], extensions }] }),
  );
  const { errors } = await ask(source, context());
  expect(errors).toEqual([
    { message: 'Closed.', path: ['a'], extensions: { code: 'ALREADY_CLOSED', number: 'JN-1', allowed: ['REOPEN'] } },
  ]);
});

it('a subgraph that finds a value wrong with 400 has answered', async () => {
  const wrong = { message: 'The input is wrong.', extensions: { code: 'BAD_USER_INPUT', path: 'input.name' } };
  const { source } = await subgraph(async () => json(400, { errors: [wrong] }));
  expect(await ask(source, context())).toEqual({ errors: [wrong] });
});

async function subgraph(handler: (request: HttpRequest) => Promise<HttpAnswer>) {
  const keys = await processKeys('gateway');
  const listening = await listen('127.0.0.1', 0, { log, bodyLimit: 100_000, handler });
  const address = { name: 'grid', url: new URL(`http://127.0.0.1:${listening.port}`) };
  const source = new SubgraphDataSource(address, new HopMinter(keys.privateKey), log);
  const stop = () => listening.close(0);
  closing.push(() => source.close(), stop);
  return { source, verifier: new HopVerifier('grid', { keys: [keys.publicKey] }), stop };
}

function context(headers: IncomingHttpHeaders = {}): GatewayContext {
  const request: HttpRequest = {
    method: 'POST',
    path: '/graphql',
    search: '',
    headers,
    body: '',
    requestId: 'request-12345',
    address: '127.0.0.1',
    language: headers['accept-language'] === undefined ? 'en' : 'zh',
    signal: new AbortController().signal,
  };
  return contextOf(request, {
    viewer: PUBLIC,
    caller: { kind: 'public', key: 'public 127.0.0.1' },
    asked: nothingAsked(),
    deadline: deadlineIn(1_000),
  });
}

function deadlineIn(ms: number): Deadline {
  const deadline = new Deadline(performance.now() + ms, new AbortController().signal);
  closing.push(async () => deadline.answered());
  return deadline;
}

function ask(source: SubgraphDataSource, asked: GatewayContext) {
  return source.ask({ query: '{ whoAmI }', operationName: undefined, variables: '{}', reads: true }, asked);
}
