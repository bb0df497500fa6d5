import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Viewer } from '@linli/domain/viewer';
import { HopMinter } from '@linli/subgraph/hop-token';
import type { ServiceDatabase } from '@linli/persistence/provision';
import {
  activeUnit,
  COMMUNITY,
  eventsOf,
  GRID,
  officer,
  registered,
  volunteerSuite,
  type VolunteerSuite,
} from './volunteer.suite.js';

const [gateway, volunteer, organization] = ['gateway', 'volunteer', 'organization'].map(keysOf) as [Keys, Keys, Keys];

/** Ten times the connections of both processes, so that claims wait for each other in the database and before it. */
const AT_ONCE = 200;

let suite: VolunteerSuite;
let processes: VolunteerProcess[];
beforeAll(async () => {
  suite = await volunteerSuite();
  processes = await Promise.all([startProcess(suite.urls), startProcess(suite.urls)]);
});
afterAll(async () => {
  await Promise.all(processes.map((running) => running.stop()));
  await suite.end();
});

describe('a resource of 37 person-hours', () => {
  it('is claimed 37 times by 500 who ask two processes at once, and 463 learn that nothing remains', async () => {
    const resource = await registered(suite, await activeUnit(suite), { quantity: 37 });
    const token = await tokenFor(officer);
    const outcomes: Record<string, number> = {};
    const numbers = Array.from({ length: 500 }, (_, at) => at).values();
    const callers = Array.from({ length: AT_ONCE }, async () => {
      for (const at of numbers) {
        const outcome = await claimOver(processes[at % 2], token, resource);
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }
    });
    await Promise.all(callers);
    expect(outcomes).toEqual({ CLAIMED: 37, 'RESOURCE_EXHAUSTED with 0 left': 463 });
    const { rows } = await sql`
      select remaining, status, (select count(*)::int from claim where resource = resource.id) as claims
      from resource where id = ${resource}::uuid`.execute(suite.worker.em.fork().getKysely());
    expect(rows).toEqual([{ remaining: 0, status: 'EXHAUSTED', claims: 37 }]);
  });
});

describe('the feed', () => {
  const rowsOf = async (kind: string) => {
    const token = await new HopMinter(organization.privateKey).mint('volunteer', null);
    const answer = await fetch(`http://127.0.0.1:${processes[0]?.port}/feed/snapshot?kind=${kind}`, {
      headers: { authorization: `Hop ${token}` },
    });
    return ((await answer.json()) as { rows: { key: string }[] }).rows;
  };

  it('tells peers of units and agreements as their last events did', async () => {
    const unit = await activeUnit(suite);
    const { data } = await suite
      .as(officer)
      .ask(`mutation ($input: DraftAgreementInput!) { draftAgreement(input: $input) { id } }`, {
        input: { community: COMMUNITY, unit, title: '协议', text: '约定' },
      });
    await suite.as(officer).ask(`mutation { drawUnitIntoGrids(unit: "${unit}", grids: ["${GRID}"]) { id } }`);
    const agreement = data.draftAgreement.id as string;
    for (const [kind, key] of [
      ['unit', unit],
      ['agreement', agreement],
    ] as const) {
      const last = (await eventsOf(suite, key)).at(-1);
      expect((await rowsOf(kind)).filter((row) => row.key === key)).toEqual([
        { key, version: last?.version, payload: last?.payload },
      ]);
    }
  });
});

/** The service as it is deployed, in a process of its own. */
interface VolunteerProcess {
  readonly port: number;
  stop(): Promise<void>;
}

interface Keys {
  readonly privateKey: { readonly kid: string };
  readonly publicKey: { readonly kid: string };
}

async function startProcess(urls: ServiceDatabase): Promise<VolunteerProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../dist/main.js', import.meta.url))], {
    env: {
      DATABASE_URL: urls.appUrl,
      WORKER_DATABASE_URL: urls.workerUrl,
      LINLI_SERVICE_KEY: JSON.stringify(volunteer.privateKey),
      LINLI_PEER_KEYS: JSON.stringify({ keys: [gateway.publicKey, volunteer.publicKey, organization.publicKey] }),
      LINLI_CURSOR_KEY: Buffer.alloc(32, 9).toString('base64'),
      GRID_URL: 'http://127.0.0.1:1',
      ORGANIZATION_URL: 'http://127.0.0.1:1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, port } = JSON.parse(line) as { msg: string; port: number };
    if (msg !== 'volunteer answers') continue;
    child.stdout.resume();
    return { port, stop };
  }
  throw new Error('volunteer ended before it answered; is it built?');
}

function keysOf(kid: string): Keys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const named = { kid, alg: 'EdDSA' };
  return {
    privateKey: { ...privateKey.export({ format: 'jwk' }), ...named },
    publicKey: { ...publicKey.export({ format: 'jwk' }), ...named },
  };
}

function tokenFor(viewer: Viewer): Promise<string> {
  return new HopMinter(gateway.privateKey).mint('volunteer', viewer);
}

/** Claims one person-hour; gives what came of it in a few words. */
async function claimOver(running: VolunteerProcess | undefined, token: string, resource: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${running?.port}/graphql`, {
    method: 'POST',
    headers: { authorization: `Hop ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation ($input: ClaimResourceInput!) { claimResource(input: $input) { status } }',
      variables: { input: { resource, community: COMMUNITY, quantity: 1 } },
    }),
  });
  const { data, errors } = (await answer.json()) as {
    data: { claimResource: { status: string } } | null;
    errors?: { extensions: { code: string; remaining?: number } }[];
  };
  const [error] = errors ?? [];
  return error === undefined
    ? String(data?.claimResource.status)
    : `${error.extensions.code} with ${error.extensions.remaining} left`;
}
