import { exportJWK, exportSPKI, generateKeyPair, importJWK, UnsecuredJWT, type CryptoKey } from 'jose';
import { AUDIENCE, ISSUER, PERSON, type SmallIssuer } from './small-issuer.js';

type Forge = (issuer: SmallIssuer) => Promise<string>;

const now = () => Math.floor(Date.now() / 1000);

/** Tokens that look like the issuer's and are not to be believed, by what is wrong with them. */
export const BAD_TOKENS: Readonly<Record<string, Forge>> = {
  'from another issuer': (issuer) => issuer.sign({ claims: { iss: 'https://other.example' } }),
  'for another audience': (issuer) => issuer.sign({ claims: { aud: 'another' } }),
  'that has expired': (issuer) => issuer.sign({ claims: { iat: now() - 1_000, exp: now() - 60 } }),
  'that is not valid yet': (issuer) => issuer.sign({ claims: { nbf: now() + 300 } }),
  'without an expiry': (issuer) => issuer.sign({ without: ['exp'] }),
  'without a subject': (issuer) => issuer.sign({ without: ['sub'] }),
  'without a time of issue': (issuer) => issuer.sign({ without: ['iat'] }),
  'issued in the future': (issuer) => issuer.sign({ claims: { iat: now() + 600, exp: now() + 1_200 } }),
  'that lives longer than an hour': (issuer) => issuer.sign({ claims: { exp: now() + 3_700 } }),
  'that is an id token': (issuer) => issuer.sign({ header: { typ: 'JWT' } }),
  'of a key that the issuer does not name': (issuer) => issuer.sign({ header: { kid: 'issuer-9' } }),
  'with a role that there is not': (issuer) => issuer.sign({ claims: { roles: [{ role: 'MAYOR', territory: '34' }] } }),
  'with a role for no place': (issuer) => issuer.sign({ claims: { roles: [{ role: 'CITY_OFFICER', territory: '' }] } }),
  'without a signature (alg none)': async () =>
    new UnsecuredJWT({ roles: [] })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(PERSON)
      .setIssuedAt()
      .setExpirationTime('10m')
      .encode(),
  'signed with the public key as a secret (HS256)': async (issuer) =>
    signedWithSecret(issuer, await exportSPKI((await importJWK(issuer.publicKey, 'ES256')) as CryptoKey)),
  'signed with the public JWK as a secret (HS256)': (issuer) =>
    signedWithSecret(issuer, JSON.stringify(issuer.publicKey)),
  'signed by another key under the same kid': async (issuer) =>
    issuer.sign({ key: (await generateKeyPair('ES256')).privateKey }),
  'that brings its own key (embedded jwk)': (issuer) => withOwnKey(issuer, 'issuer-1'),
  'that brings its own key under its own kid': (issuer) => withOwnKey(issuer, 'own'),
};

function signedWithSecret(issuer: SmallIssuer, secret: string): Promise<string> {
  return issuer.sign({ header: { alg: 'HS256' }, key: new TextEncoder().encode(secret) });
}

async function withOwnKey(issuer: SmallIssuer, kid: string): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return issuer.sign({ key: privateKey, header: { kid, jwk: await exportJWK(publicKey) } });
}
