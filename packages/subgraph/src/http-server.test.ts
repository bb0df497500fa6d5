import { afterEach, describe, expect, it } from '@jest/globals';
import { Agent, request, type RequestOptions } from 'node:http';
import { text } from 'node:stream/consumers';
import { json, languageOf, listen, type HttpHandler, type Listening } from './http-server.js';
import { createLog } from './log.js';

const LIMIT = 1_000;
const echo: HttpHandler = async ({ method, path, search, body, requestId, address, language }) =>
  json(200, { method, path, search, body, requestId, address, language });

let running: Listening;
const serve = async (handler: HttpHandler): Promise<string> => {
  running = await listen('127.0.0.1', 0, { log: createLog('test', 'silent'), bodyLimit: LIMIT, handler });
  return `http://127.0.0.1:${running.port}`;
};
afterEach(() => running.close(0));

/** Sends a request in pieces of its own, which it ends only with the answer, and gives the answer's status and body. */
function send(url: string, options: RequestOptions, pieces: string[] = []): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
      sent.end();
    });
    sent.on('error', reject);
    for (const piece of pieces) sent.write(piece);
    if (pieces.length === 0) sent.end();
  });
}

describe('a request', () => {
  it('reaches the handler in parts, and its answer comes back', async () => {
    const url = await serve(echo);
    const answer = await fetch(`${url}/feed/tail?after=1&after=2`, {
      method: 'POST',
      body: '你好',
      headers: { 'x-request-id': 'request-17', 'accept-language': 'zh-CN,en;q=0.8' },
    });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': 'request-17',
    });
    expect(await answer.json()).toEqual({
      method: 'POST',
      path: '/feed/tail',
      search: '?after=1&after=2',
      body: '你好',
      requestId: 'request-17',
      address: '127.0.0.1',
      language: 'zh',
    });
  });

  it.each(['short', 'with spaces in it', '138-0013-8000', 'x'.repeat(65)])(
    'with %j for its id gets another one',
    async (id) => {
      const url = await serve(echo);
      const answer = await fetch(url, { headers: { 'x-request-id': id } });
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('that the handler fails is 500 without a word of the fault', async () => {
    const url = await serve(() => Promise.reject(new Error('13800138000')));
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
  });

  it('whose caller goes away is aborted', async () => {
    const aborted = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const url = await serve(async ({ signal }) => {
      signal.addEventListener('abort', () => aborted.resolve());
      begun.resolve();
      await aborted.promise;
      return json(200, {});
    });
    const caller = new AbortController();
    const asking = fetch(url, { signal: caller.signal });
    await begun.promise;
    caller.abort();
    await expect(asking).rejects.toThrow('aborted');
    await expect(aborted.promise).resolves.toBeUndefined();
  });
});

describe('a body', () => {
  it('as long as the limit is read', async () => {
    const url = await serve(echo);
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(LIMIT) })).status).toBe(200);
  });

  it('that comes in pieces is read whole', async () => {
    const url = await serve(echo);
    const bytes = Buffer.from('网格员'.repeat(100));
    const body = new ReadableStream({
      start: (pieces) => {
        for (const byte of bytes) pieces.enqueue(Uint8Array.of(byte));
        pieces.close();
      },
    });
    const answer = await fetch(url, { method: 'POST', body, duplex: 'half' });
    expect(await answer.json()).toMatchObject({ body: '网格员'.repeat(100) });
  });

  it('that says it is longer is 413', async () => {
    const url = await serve(echo);
    const headers = { 'content-length': String(LIMIT + 1) };
    expect(await send(url, { method: 'POST', headers }, ['x'.repeat(LIMIT + 1)])).toEqual({ status: 413, body: '' });
  });

  it('that turns out to be longer is 413', async () => {
    const url = await serve(echo);
    const headers = { 'transfer-encoding': 'chunked' };
    expect(await send(url, { method: 'POST', headers }, ['x'.repeat(LIMIT), 'x'])).toEqual({ status: 413, body: '' });
  });
});

describe('the language of a request', () => {
  it.each([
    ['zh-CN', 'zh'],
    ['zh', 'zh'],
    [' ZH-Hans;q=0.9', 'zh'],
    ['en', 'en'],
    ['en, zh;q=0.5', 'en'],
    ['fr', 'en'],
    ['zha', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ])('%j is answered in %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('a server that closes', () => {
  it('lets a running request end, then ends at once although its connection is kept alive', async () => {
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const url = await serve(async () => {
      begun.resolve();
      await gate.promise;
      return json(200, 'done');
    });
    const agent = new Agent({ keepAlive: true });
    const asking = send(url, { agent });
    await begun.promise;
    const from = performance.now();
    const closing = running.close(5_000);
    await expect(send(url, {})).rejects.toThrow('ECONNREFUSED');
    gate.resolve();
    expect(await asking).toEqual({ status: 200, body: '"done"' });
    await closing;
    expect(performance.now() - from).toBeLessThan(2_500);
    agent.destroy();
  });

  it('waits for a request no longer than the grace', async () => {
    const begun = Promise.withResolvers<void>();
    const url = await serve(() => {
      begun.resolve();
      return new Promise(() => undefined);
    });
    const ended = send(url, {}).catch((error: Error) => error.message);
    await begun.promise;
    await running.close(10);
    expect(await ended).toBe('socket hang up');
  });
});
