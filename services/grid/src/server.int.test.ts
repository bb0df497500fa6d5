import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC } from '@linli/domain/viewer';
import { HopMinter } from '@linli/subgraph/hop-token';
import { createLog } from '@linli/subgraph/log';
import type { RunningSubgraph } from '@linli/subgraph/subgraph-server';
import { suiteDatabase, type SuiteDatabase } from '@linli/testkit/database';
import type { GridConfig } from './config.js';
import { migrations } from './orm.js';
import { startGrid } from './server.js';

type JWK = GridConfig['serviceKey'];

const keyOf = (kid: string) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: { ...publicKey.export({ format: 'jwk' }), kid } as JWK,
    privateKey: { ...privateKey.export({ format: 'jwk' }), kid } as JWK,
  };
};
const [gateway, cases, grid] = [keyOf('gateway'), keyOf('cases'), keyOf('grid')];

let urls: SuiteDatabase;
let running: RunningSubgraph;
beforeAll(async () => {
  urls = await suiteDatabase('grid', migrations);
  const config = {
    host: '127.0.0.1',
    port: 0,
    databaseUrl: urls.appUrl,
    workerDatabaseUrl: urls.workerUrl,
    serviceKey: grid.privateKey,
    peerKeys: { keys: [gateway.publicKey, cases.publicKey] },
    cursorKey: Buffer.alloc(32, 9).toString('base64'),
    logLevel: 'silent',
    trace: true,
    organizationUrl: 'http://127.0.0.1:9',
    volunteerUrl: 'http://127.0.0.1:9',
    outerKeys: [{ version: 1, key: Buffer.alloc(32, 7) }],
  } satisfies GridConfig;
  running = await startGrid(config, createLog('grid', 'silent'));
});
afterAll(async () => {
  await running.stop();
  await urls.drop();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${running.port}${path}`, { headers });
const ask = (query: string, headers: Record<string, string>) =>
  fetch(`http://127.0.0.1:${running.port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
const asGateway = async () => ({
  authorization: `Hop ${await new HopMinter(gateway.privateKey).mint('grid', PUBLIC)}`,
});
const asCases = async () => ({ authorization: `Hop ${await new HopMinter(cases.privateKey).mint('grid', null)}` });

describe('a running grid', () => {
  it('is ready when its database answers', async () => {
    expect((await get('/health/ready')).status).toBe(200);
  });

  it('answers the gateway, and nobody without a hop token', async () => {
    const answer = await ask('{ area(code: "34") { name } }', await asGateway());
    expect(await answer.json()).toEqual({ data: { area: null } });
    expect(answer.headers.get('x-linli-statements')).toBe('1');
    expect((await ask('{ _service { sdl } }', {})).status).toBe(401);
  });

  it('serves its feed to a service, and not to the gateway', async () => {
    for (const kind of ['area', 'grid', 'building', 'gridPost', 'disclosure', 'accessRecord']) {
      const answer = await get(`/feed/snapshot?kind=${kind}`, await asCases());
      expect(await answer.json()).toEqual({ rows: [], last: true });
    }
    expect((await get('/feed/position', await asGateway())).status).toBe(404);
  });
});
