import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureSecrets } from '@linli/local/secrets';
import { Gateway } from './gateway.js';
import { CLERK } from './people.js';

const MADE = { data: { reportCase: { id: 'made' } } };
const refusal = (code: string, path?: string) => ({ errors: [{ message: 'No.', extensions: { code, path } }] });
const REPORT = {
  by: CLERK,
  document: 'mutation { reportCase { id } }',
  variables: {},
  key: 'case:7',
  learnt: /^input\.building$/,
};

let dataFolder: string;
let server: Server | undefined;
let gateway: Gateway;
let asked: IncomingHttpHeaders[];

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'linli-demo-'));
  await ensureSecrets(dataFolder, [], []);
});
afterEach(async () => {
  await gateway.close();
  server?.close();
});
afterAll(() => rm(dataFolder, { recursive: true }));

/** Whoever stands at the other end gives these answers, and the last one from then on. */
async function answering(...answers: readonly object[]): Promise<void> {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.headers);
    response.end(JSON.stringify(answers[asked.length - 1] ?? answers.at(-1)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  gateway = new Gateway({ gatewayUrl: `http://127.0.0.1:${port}`, dataFolder, language: 'en' });
}

describe('the demo city', () => {
  test('asks again, under the same key, for a place that cases has not learnt of yet', async () => {
    await answering(refusal('BAD_USER_INPUT', 'input.building'), refusal('SUBGRAPH_UNAVAILABLE'), MADE);
    expect(await gateway.change(REPORT)).toEqual({ id: 'made' });
    expect(asked.map((headers) => headers['idempotency-key'])).toEqual(['demo:case:7', 'demo:case:7', 'demo:case:7']);
  });

  test('ends at once, with one sentence, at a refusal that does not pass', async () => {
    await answering(refusal('BAD_USER_INPUT', 'input.title'));
    await expect(gateway.change(REPORT)).rejects.toMatchObject({
      code: 'DEMO_REFUSED',
      message: 'The demo city is not whole: case:7 was refused (BAD_USER_INPUT): No.',
    });
    expect(asked).toHaveLength(1);
  });

  test('gives up what it is still asking for once it has ended', async () => {
    await answering(refusal('OVERLOADED'));
    const waiting = gateway.change(REPORT);
    await gateway.close();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
