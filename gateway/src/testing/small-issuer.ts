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
  stop(): Promise<void>;
}

export interface TokenChanges {
  readonly claims?: JWTPayload;
  readonly without?: readonly string[];
  readonly header?: Partial<JWTHeaderParameters>;
  readonly key?: CryptoKey | Uint8Array;
}

export async function startIssuer(): Promise<SmallIssuer> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const publicKey = { ...(await exportJWK(pair.publicKey)), kid: 'issuer-1', alg: 'ES256', use: 'sig' };
  const listening = await listen('127.0.0.1', 0, {
    log: createLog('issuer', 'silent'),
    bodyLimit: 0,
    handler: async () => json(200, { keys: [publicKey] }),
  });
  return {
    jwksUri: new URL(`http://127.0.0.1:${listening.port}/jwks`),
    publicKey,
    sign: (changes = {}) => sign(pair.privateKey, changes),
    stop: () => listening.close(0),
  };
}

function sign(privateKey: CryptoKey, changes: TokenChanges): Promise<string> {
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
    .setProtectedHeader({ alg: 'ES256', kid: 'issuer-1', typ: 'at+jwt', ...changes.header })
    .sign(changes.key ?? privateKey);
}
