import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startCity, type RunningCity } from '../testing/running-city.js';
import { PERSON } from '../testing/small-issuer.js';
import { SmallOrganization } from '../testing/small-organization.js';

const GRID_WORKER = { role: 'GRID_WORKER', territory: '340705402001003' };
const ANALYST = { role: 'ANALYST', territory: '3407' };
const PATIENCE_MS = 5_000;

const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1_000) - seconds;
const minuteAgo = () => new Date(Date.now() - 60_000);

let organization: SmallOrganization;
let city: RunningCity;
/** Issued two minutes ago, with two roles. */
let token: string;
beforeEach(async () => {
  organization = new SmallOrganization();
  city = await startCity({}, organization);
  token = await issuedAt(120);
});
afterEach(async () => {
  await city.stop();
  await organization.stop();
});

const issuedAt = (seconds: number, sub = PERSON) =>
  city.issuer.sign({
    claims: { sub, iat: secondsAgo(seconds), exp: secondsAgo(-600), roles: [GRID_WORKER, ANALYST] },
  });
const ask = (by: string, language = 'en') =>
  city.ask('{ whoAmI }', { headers: { authorization: `Bearer ${by}`, 'accept-language': language } });
/** The roles with which a subgraph sees the bearer; null where the token is refused. */
const rolesOf = async (by: string): Promise<unknown> => {
  const { status, data } = await ask(by);
  return status === 401 ? null : (JSON.parse(String(data?.['whoAmI'])) as { roles: unknown }).roles;
};
const readiness = async () => (await (await fetch(`${city.url}/health/ready`)).json()) as Record<string, unknown>;

/** The answer once it is the expected one, or as it is when it is not going to be. */
async function settled(expected: unknown, found: () => Promise<unknown>): Promise<unknown> {
  for (const end = Date.now() + PATIENCE_MS; ;) {
    const answer = await found();
    if (isDeepStrictEqual(answer, expected) || Date.now() > end) return answer;
  }
}

describe('a role that was revoked', () => {
  it('is gone from a token that was verified before, for subgraphs too; its other roles stay', async () => {
    expect(await rolesOf(token)).toEqual([GRID_WORKER, ANALYST]);
    organization.revoke({ subject: PERSON, territory: '340705402001', at: minuteAgo() });
    expect(await settled([ANALYST], () => rolesOf(token))).toEqual([ANALYST]);
    expect(await rolesOf(token)).toEqual([ANALYST]);
  });

  it('is held again by a token that is issued afterwards', async () => {
    organization.revoke({ subject: PERSON, territory: '340705402001', at: minuteAgo() });
    expect(await settled([ANALYST], () => rolesOf(token))).toEqual([ANALYST]);
    expect(await rolesOf(await issuedAt(0))).toEqual([GRID_WORKER, ANALYST]);
  });

  it('is gone for its subject alone', async () => {
    const other = await issuedAt(120, 'nightly-export');
    organization.revoke({ subject: PERSON, territory: '34', at: minuteAgo() });
    expect(await settled([], () => rolesOf(token))).toEqual([]);
    expect(await rolesOf(other)).toEqual([GRID_WORKER, ANALYST]);
  });

  it('is found behind any number of others, whose bearers lose nothing else', async () => {
    for (let n = 0; n < 25; n += 1) organization.revoke({ subject: `machine-${n}`, at: minuteAgo() });
    organization.revoke({ subject: PERSON, territory: '34', at: minuteAgo() });
    expect(await settled([], () => rolesOf(token))).toEqual([]);
    expect(await rolesOf(await issuedAt(120, 'machine-7'))).toBeNull();
    expect(await rolesOf(await issuedAt(120, 'machine-25'))).toEqual([GRID_WORKER, ANALYST]);
  });

  it('is heard of although a later one was heard of first', async () => {
    organization.revoke({ subject: 'machine-1', at: new Date() });
    expect(await settled(null, async () => rolesOf(await issuedAt(120, 'machine-1')))).toBeNull();
    organization.revoke({ subject: PERSON, territory: '34', at: new Date(Date.now() - 30_000) });
    expect(await settled([], () => rolesOf(token))).toEqual([]);
  });
});

describe('a token that was revoked', () => {
  it('is refused, and its bearer is told to sign in again', async () => {
    organization.revoke({ subject: PERSON, at: minuteAgo() });
    expect(await settled(null, () => rolesOf(token))).toBeNull();
    const told = [await ask(token), await ask(token, 'zh-CN')].map(({ errors }) => errors[0]);
    expect(told).toEqual([
      {
        message: 'This access token was revoked (signed out everywhere); sign in again.',
        extensions: { code: 'UNAUTHENTICATED' },
      },
      { message: '此访问令牌已作废（已在各处退出登录）；请重新登录。', extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(await rolesOf(await issuedAt(0))).toEqual([GRID_WORKER, ANALYST]);
  });
});

describe('while organization is away', () => {
  it('the gateway answers on with the revocations that it knows, and says since when it heard of none', async () => {
    organization.revoke({ subject: PERSON, territory: '340705402001', at: minuteAgo() });
    expect(await settled([ANALYST], () => rolesOf(token))).toEqual([ANALYST]);
    await organization.stop();
    expect(await rolesOf(token)).toEqual([ANALYST]);
    expect(await settled(['organization'], async () => (await readiness())['degraded'])).toEqual(['organization']);
    expect((await readiness())['revocationsSecondsBehind']).toEqual(expect.any(Number));
    expect(await rolesOf(token)).toEqual([ANALYST]);
  });

  it('nothing is forgotten, and what was revoked meanwhile is heard of when it is back', async () => {
    await organization.stop();
    organization.revoke({ subject: PERSON, territory: '340705402001', at: minuteAgo() });
    expect(await rolesOf(token)).toEqual([GRID_WORKER, ANALYST]);
    await organization.start();
    expect(await settled([ANALYST], () => rolesOf(token))).toEqual([ANALYST]);
  });

  it('a gateway starts all the same, and has heard nothing yet', async () => {
    const subgraphs = ['grid', 'cases', 'organization'].map((name) => ({ name, url: new URL('http://127.0.0.1:1') }));
    const lonely = await startCity({ subgraphs });
    expect(await (await fetch(`${lonely.url}/health/ready`)).json()).toEqual({
      status: 'ready',
      degraded: ['grid', 'cases', 'organization'],
      revocationsSecondsBehind: null,
    });
    await lonely.stop();
  });
});

it('what was revoked before a gateway started is known to it when it answers its first request', async () => {
  const earlier = new SmallOrganization();
  earlier.revoke({ subject: PERSON, territory: '34', at: minuteAgo() });
  const later = await startCity({ revocationsEveryMs: 3_600_000 }, earlier);
  const bearer = await later.issuer.sign({ claims: { iat: secondsAgo(120) } });
  const answer = await later.ask('{ whoAmI }', { headers: { authorization: `Bearer ${bearer}` } });
  expect(JSON.parse(String(answer.data?.['whoAmI']))).toMatchObject({ person: PERSON, roles: [] });
  await later.stop();
  await earlier.stop();
});
