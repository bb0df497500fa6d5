import { describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { JWK } from 'jose';
import { issuerKeyOf } from '@linli/local/secrets';
import type { City } from './city.suite.js';
import { OFFICER } from './tianjinghu.suite.js';

/** That nobody comes in without a good token, nor past the gateway. */
export function tellOfStrangers(city: () => City): void {
  describe('whoever has no good token', () => {
    const person = '0e2e0000-0000-8000-8000-000000000002';
    const sign = (key: JWK, audience: string) =>
      importJWK(key, 'ES256').then((signing) =>
        new SignJWT({ roles: OFFICER })
          .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid ?? '' })
          .setIssuer('http://localhost/linli-dev')
          .setAudience(audience)
          .setSubject(person)
          .setIssuedAt()
          .setExpirationTime('5m')
          .sign(signing),
      );

    test.each([
      [
        'forged',
        async (key: JWK) => {
          const { privateKey } = await generateKeyPair('ES256', { extractable: true });
          return sign({ ...(await exportJWK(privateKey)), kid: key.kid ?? '' }, 'linli');
        },
      ],
      ['expired', () => city().mint({ roles: OFFICER, lifetime: -60 })],
      ['meant for others', (key: JWK) => sign(key, 'another')],
    ])('is answered 401 for a token that is %s', async (_kind, token) => {
      const key = await issuerKeyOf(city().dataFolder);
      expect((await city().ask('{ __typename }', { token: await sign(key, 'linli') })).status).toBe(200);
      expect(await city().ask('{ __typename }', { token: await token(key) })).toMatchObject({
        status: 401,
        data: null,
        errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      });
    });

    test.each(['organization', 'grid', 'volunteer', 'cases'] as const)(
      'is answered 401 by %s itself, whatever is asked',
      async (service) => {
        const token = await city().mint({ roles: OFFICER });
        const asked = ['{ __typename }', '{ _service { sdl } }', '{ caseCategories { code } }', 'no query at all'];
        const answers = asked.flatMap((query) =>
          [{}, { authorization: `Bearer ${token}` }, { authorization: `Hop ${token}` }].map((headers) =>
            fetch(`${city().urls[service]}/graphql`, {
              method: 'POST',
              headers: { 'content-type': 'application/json', ...headers },
              body: JSON.stringify({ query }),
            }),
          ),
        );
        const paths = ['/', '/graphql', '/feed', '/feed/snapshot', '/feed/tail', '/metrics'];
        answers.push(...paths.map((path) => fetch(`${city().urls[service]}${path}`)));
        const statuses = await Promise.all(answers.map(async (answer) => (await answer).status));
        expect(new Set(statuses)).toEqual(new Set([401]));
      },
    );
  });
}
