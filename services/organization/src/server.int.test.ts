import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { HopMinter } from '@linli/subgraph/hop-token';
import { createLog } from '@linli/subgraph/log';
import type { RunningSubgraph } from '@linli/subgraph/subgraph-server';
import {
  changesBy,
  GRID,
  idOf,
  officer,
  organizationSuite,
  rowsOf,
  type OrganizationSuite,
} from './organization.suite.js';
import { startOrganization } from './server.js';

const [gateway, organization, cases] = ['gateway', 'organization', 'cases'].map(keysOf) as [Keys, Keys, Keys];

let suite: OrganizationSuite;
let running: RunningSubgraph;
beforeAll(async () => {
  suite = await organizationSuite();
  running = await startOrganization(
    {
      host: '127.0.0.1',
      port: 0,
      databaseUrl: suite.urls.appUrl,
      workerDatabaseUrl: suite.urls.workerUrl,
      serviceKey: organization.privateKey,
      peerKeys: { keys: [gateway.publicKey, organization.publicKey, cases.publicKey] },
      cursorKey: Buffer.alloc(32, 9).toString('base64'),
      outerKeys: [{ version: 1, key: Buffer.alloc(32, 7) }],
      gridUrl: 'http://127.0.0.1:1',
      volunteerUrl: 'http://127.0.0.1:1',
      casesUrl: 'http://127.0.0.1:1',
      logLevel: 'silent',
      trace: false,
    },
    createLog('organization', 'silent'),
  );
});
afterAll(async () => {
  await running.stop();
  await suite.end();
});

const ask = async (viewer: Viewer, query: string) => {
  const answer = await fetch(`http://127.0.0.1:${running.port}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Hop ${await new HopMinter(gateway.privateKey).mint('organization', viewer)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query }),
  });
  return (await answer.json()) as unknown;
};

describe('the running service', () => {
  it('answers who is asking over HTTP', async () => {
    const query = '{ viewer { roles { role territory } } }';
    expect(await ask(PUBLIC, query)).toEqual({ data: { viewer: null } });
    expect(await ask(officer, query)).toEqual({ data: { viewer: { roles: officer.roles } } });
  });

  it('tells peers of organisations and seats as their last events did, and of no name', async () => {
    const by = changesBy(suite.as(officer));
    const branch = await idOf(by.found({ grids: [GRID] }));
    const seat = await idOf(
      by.appoint({ person: await idOf(by.register({ name: '王金雀' })), partyOrganization: branch }),
    );
    await suite.as(officer).ask(`mutation { uncoverTerritory(organization: "${branch}", grids: ["${GRID}"]) { id } }`);
    await suite.as(officer).ask(`mutation { endSeat(id: "${seat}", on: "2026-12-31") { id } }`);
    for (const [kind, key] of [
      ['partyOrganization', branch],
      ['seat', seat],
    ] as const) {
      const events = await rowsOf<{ version: string; payload: unknown }>(
        suite,
        sql`select version::text, payload from outbox where aggregateid = ${key} order by position desc`,
      );
      const rows = await snapshotOf(kind);
      expect(rows.find((row) => row.key === key)).toEqual({ key, version: 2, payload: events[0]?.payload });
      expect(JSON.stringify([events, rows])).not.toMatch(/王/);
    }
  });
});

async function snapshotOf(kind: string): Promise<{ key: string }[]> {
  const token = await new HopMinter(cases.privateKey).mint('organization', null);
  const answer = await fetch(`http://127.0.0.1:${running.port}/feed/snapshot?kind=${kind}`, {
    headers: { authorization: `Hop ${token}` },
  });
  return ((await answer.json()) as { rows: { key: string }[] }).rows;
}

interface Keys {
  readonly privateKey: { readonly kid: string };
  readonly publicKey: { readonly kid: string };
}

function keysOf(kid: string): Keys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const named = { kid, alg: 'EdDSA' };
  return {
    privateKey: { ...privateKey.export({ format: 'jwk' }), ...named },
    publicKey: { ...publicKey.export({ format: 'jwk' }), ...named },
  };
}
