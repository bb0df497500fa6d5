import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, UnsecuredJWT, type CryptoKey } from 'jose';
import { startCity, type RunningCity } from '../testing/running-city.js';
import { AUDIENCE, ISSUER, PERSON, type TokenChanges } from '../testing/small-issuer.js';

let city: RunningCity;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.stop());

const REFUSED = { status: 401, errors: [{ code: 'UNAUTHENTICATED' }], data: undefined };
const now = () => Math.floor(Date.now() / 1000);

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

  it('has no role where the token names none', async () => {
    expect(await viewerOf(await city.issuer.sign({ without: ['roles'] }))).toEqual({ person: PERSON, roles: [] });
  });

  it('is nobody with roles where the subject is no person', async () => {
    const viewer = await viewerOf(await city.issuer.sign({ claims: { sub: 'nightly-export' } }));
    expect(viewer).toEqual({ person: null, roles: [{ role: 'GRID_WORKER', territory: '340705402001003' }] });
  });
});

describe('a token is refused, and never taken for the public,', () => {
  const refused: Record<string, TokenChanges> = {
    'from another issuer': { claims: { iss: 'https://other.example' } },
    'for another audience': { claims: { aud: 'another' } },
    'that has expired': { claims: { iat: now() - 1_000, exp: now() - 60 } },
    'without an expiry': { without: ['exp'] },
    'without a subject': { without: ['sub'] },
    'without a time of issue': { without: ['iat'] },
    'issued in the future': { claims: { iat: now() + 600, exp: now() + 1_200 } },
    'that lives longer than an hour': { claims: { exp: now() + 3_700 } },
    'that is an id token': { header: { typ: 'JWT' } },
    'of a key that the issuer does not name': { header: { kid: 'issuer-2' } },
    'with a role that there is not': { claims: { roles: [{ role: 'MAYOR', territory: '34' }] } },
    'with a role for no place': { claims: { roles: [{ role: 'CITY_OFFICER', territory: '' }] } },
  };

  it.each(Object.entries(refused))('%s', async (_, changes) => {
    expect(await answerTo(await city.issuer.sign(changes))).toEqual(REFUSED);
  });

  it('without a signature (alg none)', async () => {
    const token = new UnsecuredJWT({ roles: [] }).setIssuer(ISSUER).setAudience(AUDIENCE).setSubject(PERSON);
    expect(await answerTo(token.setIssuedAt().setExpirationTime('10m').encode())).toEqual(REFUSED);
  });

  it('signed with the public key as a secret (HS256)', async () => {
    const publicKey = (await importJWK(city.issuer.publicKey, 'ES256')) as CryptoKey;
    const secrets = [await exportSPKI(publicKey), JSON.stringify(city.issuer.publicKey)];
    for (const secret of secrets) {
      expect(
        await answerTo(await city.issuer.sign({ header: { alg: 'HS256' }, key: new TextEncoder().encode(secret) })),
      ).toEqual(REFUSED);
    }
  });

  it('signed by another key under the same kid', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    expect(await answerTo(await city.issuer.sign({ key: privateKey }))).toEqual(REFUSED);
  });

  it('that brings its own key (embedded jwk)', async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(pair.publicKey);
    expect(await answerTo(await city.issuer.sign({ key: pair.privateKey, header: { jwk } }))).toEqual(REFUSED);
    expect(await answerTo(await city.issuer.sign({ key: pair.privateKey, header: { jwk, kid: 'own' } }))).toEqual(
      REFUSED,
    );
  });

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
    const status = async (token: string) =>
      (await left.ask('{ whoAmI }', { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await status(first)).toBe(200);
    await left.issuer.stop();
    expect(await status(second)).toBe(200);
    expect(await status(stranger)).toBe(401);
    await left.stop();
  });
});

async function viewerOf(token: string | undefined): Promise<unknown> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await city.ask('{ whoAmI }', { headers });
  expect(answer.errors).toEqual([]);
  return JSON.parse(String(answer.data?.['whoAmI']));
}

async function answerTo(token: string): Promise<unknown> {
  const answer = await city.ask('{ whoAmI }', { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, errors: answer.errors.map(({ extensions }) => extensions), data: answer.data };
}
