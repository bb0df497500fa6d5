import { beforeAll, describe, expect, it } from '@jest/globals';
import { importJWK, SignJWT, UnsecuredJWT, type JWK, type JWTPayload } from 'jose';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { HopMinter, HopVerifier } from './hop-token.js';
import { processKeys, type ProcessKeys } from './subgraph.suite.js';

const officer: Viewer = {
  person: '00000000-0000-7000-8000-000000000001',
  roles: [{ role: 'COMMUNITY_OFFICER', territory: '340705402001' }],
};

let gateway: ProcessKeys;
let grid: ProcessKeys;
let stranger: ProcessKeys;
let verifier: HopVerifier;
beforeAll(async () => {
  [gateway, grid, stranger] = await Promise.all([processKeys('gateway'), processKeys('grid'), processKeys('stranger')]);
  verifier = new HopVerifier('cases', { keys: [gateway.publicKey, grid.publicKey] });
});

/** A token as somebody may make it up: each part that a minted one has, with some of them changed. */
async function madeUp(
  key: JWK,
  changes: { claims?: JWTPayload; typ?: string; kid?: string; lifetime?: number | null } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const token = new SignJWT({
    iss: key.kid ?? '',
    aud: 'cases',
    iat: now,
    viewer: { person: officer.person, roles: officer.roles },
    ...changes.claims,
  }).setProtectedHeader({ alg: 'EdDSA', kid: changes.kid ?? key.kid ?? '', typ: changes.typ ?? 'hop+jwt' });
  const { lifetime = 60 } = changes;
  if (lifetime !== null) token.setExpirationTime(now + lifetime);
  return token.sign(await importJWK(key, 'EdDSA'));
}

describe('a hop token of the gateway', () => {
  it('tells who is asking', async () => {
    const token = await new HopMinter(gateway.privateKey).mint('cases', officer);
    expect(await verifier.verify(token)).toEqual({ from: 'gateway', viewer: officer });
  });

  it('tells that the public is asking', async () => {
    const token = await new HopMinter(gateway.privateKey).mint('cases', PUBLIC);
    expect(await verifier.verify(token)).toEqual({ from: 'gateway', viewer: PUBLIC });
  });

  it('without a viewer speaks for the gateway itself, never for the public', async () => {
    const token = await new HopMinter(gateway.privateKey).mint('cases', null);
    expect(await verifier.verify(token)).toEqual({ from: 'gateway', viewer: null });
  });

  it('is used again for the same viewer and process, and for no other', async () => {
    const minter = new HopMinter(gateway.privateKey);
    const token = await minter.mint('cases', officer);
    expect(await minter.mint('cases', officer)).toBe(token);
    expect(await minter.mint('grid', officer)).not.toBe(token);
    expect(await minter.mint('cases', PUBLIC)).not.toBe(token);
  });

  it('is the same to us when it comes again', async () => {
    const token = await madeUp(gateway.privateKey);
    expect(await verifier.verify(token)).toEqual({ from: 'gateway', viewer: officer });
    expect(await verifier.verify(token)).toEqual({ from: 'gateway', viewer: officer });
  });
});

describe('a hop token of another service', () => {
  it('speaks for the service itself', async () => {
    const token = await new HopMinter(grid.privateKey).mint('cases', null);
    expect(await verifier.verify(token)).toEqual({ from: 'grid', viewer: null });
  });

  it('speaks for no viewer', async () => {
    const token = await new HopMinter(grid.privateKey).mint('cases', officer);
    expect(await verifier.verify(token)).toBeNull();
  });
});

describe('a hop token is none', () => {
  it.each<[string, () => Promise<string>]>([
    ['for another process', () => new HopMinter(gateway.privateKey).mint('grid', officer)],
    ['without a process', () => madeUp(gateway.privateKey, { claims: { aud: [] } })],
    ['that has expired', () => madeUp(gateway.privateKey, { lifetime: -1 })],
    ['that never expires', () => madeUp(gateway.privateKey, { lifetime: null })],
    ['of a process that we do not know', () => madeUp(stranger.privateKey)],
    [
      'signed by a stranger in the name of the gateway',
      () => madeUp(stranger.privateKey, { kid: 'gateway', claims: { iss: 'gateway' } }),
    ],
    ['signed by a service in the name of the gateway', () => madeUp(grid.privateKey, { claims: { iss: 'gateway' } })],
    ['of another type', () => madeUp(gateway.privateKey, { typ: 'at+jwt' })],
    ['of the gateway for a viewer that is none', () => madeUp(gateway.privateKey, { claims: { viewer: null } })],
    [
      'of the gateway with roles that are none',
      () => madeUp(gateway.privateKey, { claims: { viewer: { person: null, roles: [{ role: 'MAYOR' }] } } }),
    ],
    [
      'of the gateway for a person that is no text',
      () => madeUp(gateway.privateKey, { claims: { viewer: { person: 7, roles: [] } } }),
    ],
    [
      'without a signature',
      async () =>
        new UnsecuredJWT({ viewer: officer })
          .setIssuer('gateway')
          .setAudience('cases')
          .setExpirationTime('1m')
          .encode(),
    ],
    ['that is no token', async () => 'gateway'],
    ['that is empty', async () => ''],
  ])('%s', async (_, token) => {
    expect(await verifier.verify(await token())).toBeNull();
  });

  it('whose claims were changed after signing', async () => {
    const [header, , signature] = (await madeUp(gateway.privateKey)).split('.');
    const [, claims] = (await madeUp(gateway.privateKey, { claims: { viewer: { person: null, roles: [] } } })).split(
      '.',
    );
    expect(await verifier.verify(`${header}.${claims}.${signature}`)).toBeNull();
  });
});

it('a process without a name mints no token', () => {
  const { kid: _, ...nameless } = gateway.privateKey;
  expect(() => new HopMinter(nameless)).toThrow('a service key has the name of its process as kid');
});
