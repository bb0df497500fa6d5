import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startCity, type RunningCity } from '../testing/running-city.js';
import { PERSON } from '../testing/small-issuer.js';

const EVERYTHING_BUT_DATE = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

let city: RunningCity;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.stop());

describe('whoever asks', () => {
  it('is the public without a token', async () => {
    expect(await viewerOf(undefined)).toEqual({ person: null, roles: [] });
  });

  it('is the person of the token with their roles', async () => {
    expect(await viewerOf(await city.issuer.sign())).toEqual({
      person: PERSON,
      roles: [{ role: 'GRID_WORKER', territory: '340705402001003' }],
    });
  });

  it('is the same person however the issuer writes their id', async () => {
    const token = await city.issuer.sign({ claims: { sub: PERSON.toUpperCase() } });
    expect(await viewerOf(token)).toMatchObject({ person: PERSON });
  });

  it('has no role where the token names none', async () => {
    expect(await viewerOf(await city.issuer.sign({ without: ['roles'] }))).toEqual({ person: PERSON, roles: [] });
  });

  it('is an account with roles where the subject is no person', async () => {
    const viewer = await viewerOf(await city.issuer.sign({ claims: { sub: 'nightly-export' } }));
    expect(viewer).toEqual({
      person: null,
      account: 'nightly-export',
      roles: [{ role: 'GRID_WORKER', territory: '340705402001003' }],
    });
  });
});

describe('a token is refused, and never taken for the public,', () => {
  it.each(['Bearer', 'Bearer ', 'Bearer x', 'Bearer a.b.c', 'Basic dTpw', 'Hop a.b.c', `Bearer ${'a'.repeat(9_000)}`])(
    'that is none: %.20s',
    async (authorization) => {
      const answer = await city.ask('{ whoAmI }', { headers: { authorization } });
      expect(answer.status).toBe(401);
    },
  );

  it('in the language of the caller', async () => {
    const headers = { authorization: 'Bearer x', 'accept-language': 'zh-CN' };
    const answer = await city.ask('{ whoAmI }', { headers });
    expect(answer.text).toBe(
      '{"errors":[{"message":"访问令牌无效或已过期；请重新登录，或不带令牌以公众身份查询。","extensions":{"code":"UNAUTHENTICATED"}}]}',
    );
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });
});

describe('while the issuer is away', () => {
  it('whoever has a token is told so, and the public is answered', async () => {
    const lonely = await startCity();
    const token = await lonely.issuer.sign();
    await lonely.issuer.stop();
    const answer = await lonely.ask('{ whoAmI }', { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(503);
    expect(answer.errors[0]?.extensions).toEqual({ code: 'ISSUER_UNAVAILABLE' });
    expect((await lonely.ask('{ whoAmI }')).status).toBe(200);
    await lonely.stop();
  });

  it('keys that are known go on, and a token of an unknown one is refused', async () => {
    const left = await startCity();
    const [first, second] = [await left.issuer.sign(), await left.issuer.sign({ claims: { jti: '2' } })];
    const stranger = await left.issuer.sign({ header: { kid: 'issuer-2' } });
    expect(await statusOf(left, first)).toBe(200);
    await left.issuer.stop();
    expect(await statusOf(left, second)).toBe(200);
    expect(await statusOf(left, stranger)).toBe(401);
    await left.stop();
  });
});

describe("the issuer's keys", () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('are asked for again with a token of a new one, but not twice in half a minute', async () => {
    const rotated = await startCity();
    const clock = movingClock();
    expect(await statusOf(rotated, await rotated.issuer.sign())).toBe(200);
    await rotated.issuer.rotate();
    expect(await statusOf(rotated, await rotated.issuer.sign())).toBe(401);
    clock.advance(31);
    expect(await statusOf(rotated, await rotated.issuer.sign())).toBe(200);
    await rotated.stop();
  });

  it('go on while the issuer is away, however long ago they were due to be asked for again', async () => {
    const left = await startCity();
    const clock = movingClock();
    expect(await statusOf(left, await left.issuer.sign())).toBe(200);
    await left.issuer.stop();
    for (const seconds of [31, 11 * 60, 3_600]) {
      clock.advance(seconds);
      expect(await statusOf(left, await left.issuer.sign())).toBe(200);
    }
    await left.issuer.rotate();
    expect(await statusOf(left, await left.issuer.sign())).toBe(401);
    await left.stop();
  });
});

/** Stops the clock that tokens are judged by, and moves it by seconds; timers and sockets go on. */
function movingClock(): { advance(seconds: number): unknown } {
  jest.useFakeTimers({ doNotFake: EVERYTHING_BUT_DATE });
  return { advance: (seconds) => jest.setSystemTime(Date.now() + seconds * 1_000) };
}

async function statusOf(asked: RunningCity, token: string): Promise<number> {
  return (await asked.ask('{ whoAmI }', { headers: { authorization: `Bearer ${token}` } })).status;
}

async function viewerOf(token: string | undefined): Promise<unknown> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await city.ask('{ whoAmI }', { headers });
  expect(answer.errors).toEqual([]);
  return JSON.parse(String(answer.data?.['whoAmI']));
}
