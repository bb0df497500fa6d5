import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { json, listen } from '@linli/subgraph/http-server';
import { createLog } from '@linli/subgraph/log';

export const ISSUER = 'https://issuer.example';
export const AUDIENCE = 'linli';
export const PERSON = '01890a5d-ac96-774b-bcce-b302099a8057';

/** An issuer of access tokens that a test can ask for good and bad ones. */
export interface SmallIssuer {
  readonly jwksUri: URL;
  readonly publicKey: JWK;
  /** Signs with the issuer's key unless another is given; claims and header are those of a good token where not given. */
  sign(changes?: TokenChanges): Promise<string>;
  /** Goes on with another key under another id; the one before is named no more. */
  rotate(): Promise<void>;
  stop(): Promise<void>;
}

export interface TokenChanges {
  readonly claims?: JWTPayload;
  readonly without?: readonly string[];
  readonly header?: Partial<JWTHeaderParameters>;
  readonly key?: CryptoKey | Uint8Array;
}

export async function startIssuer(): Promise<SmallIssuer> {
  const first = await issuerKey(1);
  let current = first;
  const listening = await listen('127.0.0.1', 0, {
    log: createLog('issuer', 'silent'),
    bodyLimit: 0,
    handler: async () => json(200, { keys: [current.publicKey] }),
  });
  return {
    jwksUri: new URL(`http://127.0.0.1:${listening.port}/jwks`),
    publicKey: first.publicKey,
    sign: (changes = {}) => sign(current, changes),
    rotate: async () => {
      current = await issuerKey(2);
    },
    stop: () => listening.close(0),
  };
}

interface IssuerKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: JWK;
}

async function issuerKey(n: number): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const kid = `issuer-${n}`;
  return { kid, privateKey, publicKey: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}

function sign(by: IssuerKey, changes: TokenChanges): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims: JWTPayload = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: PERSON,
    iat: now,
    exp: now + 600,
    roles: [{ role: 'GRID_WORKER', territory: '340705402001003' }],
    ...changes.claims,
  };
  for (const name of changes.without ?? []) delete claims[name];
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: by.kid, typ: 'at+jwt', ...changes.header })
    .sign(changes.key ?? by.privateKey);
}
