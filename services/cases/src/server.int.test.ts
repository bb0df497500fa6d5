import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { HopMinter } from '@linli/subgraph/hop-token';
import { createLog } from '@linli/subgraph/log';
import type { ServiceEnvironment } from '@linli/subgraph/service-environment';
import type { RunningSubgraph } from '@linli/subgraph/subgraph-server';
import { casesSuite, officer, report, resident, type CasesSuite } from './cases.suite.js';
import { rowsOf } from './case/case-moves.suite.js';
import { startCases } from './server.js';

type JWK = ServiceEnvironment['serviceKey'];

const keyOf = (kid: string) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: { ...publicKey.export({ format: 'jwk' }), kid } as JWK,
    privateKey: { ...privateKey.export({ format: 'jwk' }), kid } as JWK,
  };
};
const [gateway, organization, cases] = [keyOf('gateway'), keyOf('organization'), keyOf('cases')];

let suite: CasesSuite;
let running: RunningSubgraph;
beforeAll(async () => {
  suite = await casesSuite();
  const config = {
    host: '127.0.0.1',
    port: 0,
    databaseUrl: suite.urls.appUrl,
    workerDatabaseUrl: suite.urls.workerUrl,
    serviceKey: cases.privateKey,
    peerKeys: { keys: [gateway.publicKey, organization.publicKey] },
    cursorKey: Buffer.alloc(32, 9).toString('base64'),
    outerKeys: [{ version: 1, key: Buffer.alloc(32, 7) }] as const,
    peerUrls: { grid: 'http://127.0.0.1:1' },
    logLevel: 'silent',
    trace: true,
  };
  running = await startCases(config, createLog('cases', 'silent'));
});
afterAll(async () => {
  await running.stop();
  await suite.end();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${running.port}${path}`, { headers });
const ask = (query: string, headers: Record<string, string>) =>
  fetch(`http://127.0.0.1:${running.port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
const through = async (viewer: Viewer) => ({
  authorization: `Hop ${await new HopMinter(gateway.privateKey).mint('cases', viewer)}`,
});
const asOrganization = async () => ({
  authorization: `Hop ${await new HopMinter(organization.privateKey).mint('cases', null)}`,
});

describe('a running cases', () => {
  it('is not ready before it has read of places', async () => {
    const answer = await get('/health/ready');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('the feed of grid was never read');
    expect((await get('/health/live')).status).toBe(200);
  });

  it('answers the gateway, and nobody without a hop token', async () => {
    const answer = await ask('{ caseByNumber(number: "none") { id } }', await through(PUBLIC));
    expect(await answer.json()).toEqual({ data: { caseByNumber: null } });
    expect((await ask('{ _service { sdl } }', {})).status).toBe(401);
  });

  it('puts down for what purpose a text is read, and tells organization of it', async () => {
    const { id } = (await report(suite.as(resident))).data.reportCase as { id: string };
    const headers = {
      ...(await through(officer)),
      'x-linli-purpose': 'CARE_VISIT',
      'x-request-id': '7d1f0000-0000-4000-8000-000000000001',
    };
    const answer = await ask(`{ case(id: "${id}") { description } }`, headers);
    expect(await answer.json()).toEqual({ data: { case: { description: '已经堆了两天，请来电 13800138000。' } } });
    const read = { person: resident.person, purpose: 'CARE_VISIT', requestId: '7d1f0000-0000-4000-8000-000000000001' };
    expect(
      await rowsOf(
        suite,
        sql`select person, purpose, request_id as "requestId" from access_record where case_id = ${id}`,
      ),
    ).toEqual([read]);
    const feed = (await (await get('/feed/snapshot?kind=accessRecord', await asOrganization())).json()) as object;
    expect(feed).toMatchObject({ rows: [{ version: 1, payload: read }], last: true });
  });

  it('serves its feed to a service, and not to the gateway', async () => {
    const answer = await get('/feed/snapshot?kind=disclosure', await asOrganization());
    expect(await answer.json()).toEqual({ rows: [], last: true });
    expect((await get('/feed/snapshot?kind=disclosure', await through(PUBLIC))).status).toBe(404);
  });
});
