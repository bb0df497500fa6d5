import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { mintDevToken, personOf } from './dev-token.js';
import { addOuterKey, ensureSecrets, listOuterKeys, outerKeyFileIn, publicKeysOf, secretsOf } from './secrets.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-secrets-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it('secrets are made once, for this account alone', async () => {
  const first = await ensureSecrets(folder, ['grid'], ['grid', 'gateway']);

  expect(await ensureSecrets(folder, ['grid'], ['grid', 'gateway'])).toEqual(first);
  expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
  expect(first.outerKey).toMatch(/^1:[A-Za-z0-9+/]{43}=$/);
});

it('a service that comes later gets secrets of its own, and the others keep theirs', async () => {
  const first = await ensureSecrets(folder, ['grid'], ['grid']);
  const second = await ensureSecrets(folder, ['grid', 'cases'], ['grid', 'cases']);

  expect(second.databasePasswords['grid']).toEqual(first.databasePasswords['grid']);
  expect(second.processKeys['grid']).toEqual(first.processKeys['grid']);
  expect(second.processKeys['cases']).toMatchObject({ kid: 'cases', crv: 'Ed25519' });
  expect(second.issuerKey).toEqual(first.issuerKey);
});

it('a newer outer key stands before the older, which stays, also in the file that services read', async () => {
  const first = await ensureSecrets(folder, [], []);
  await listOuterKeys(folder, first);
  expect([await addOuterKey(folder), await addOuterKey(folder)]).toEqual([2, 3]);

  const { outerKey } = await secretsOf(folder);
  expect(outerKey.split(' ').map((key) => key.split(':')[0])).toEqual(['3', '2', '1']);
  expect(outerKey.endsWith(` ${first.outerKey}`)).toBe(true);
  const [newest, , oldest] = outerKey.split(' ');
  const listed = (await readFile(outerKeyFileIn(folder), 'utf8')).trim().split(' ');
  expect([listed[0], listed[2]]).toEqual([`development:${newest}`, `development:${oldest}`]);
  expect((await stat(outerKeyFileIn(folder))).mode & 0o777).toBe(0o600);
});

it('what is published of a key is its public half', async () => {
  const { processKeys } = await ensureSecrets(folder, [], ['grid']);

  expect(publicKeysOf(Object.values(processKeys)).keys).toEqual([
    { kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: 'grid', alg: 'EdDSA', use: 'sig' },
  ]);
});

it('a development token is an access token of an hour that the published key verifies', async () => {
  const { issuerKey } = await ensureSecrets(folder, [], []);
  const roles = [{ role: 'ANALYST', territory: '3407' }] as const;
  const token = await mintDevToken({ dataFolder: folder, roles });

  const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(publicKeysOf([issuerKey])), {
    issuer: 'http://localhost/linli-dev',
    audience: 'linli',
    typ: 'at+jwt',
  });
  expect(protectedHeader.alg).toBe('ES256');
  expect(payload).toMatchObject({ roles, sub: personOf(roles) });
  expect(Number(payload.exp) - Number(payload.iat)).toBe(3600);
});

it('the same roles are always the same person, other roles another', async () => {
  expect(personOf([{ role: 'ANALYST', territory: '3407' }])).toBe(personOf([{ role: 'ANALYST', territory: '3407' }]));
  expect(personOf([{ role: 'ANALYST', territory: '3407' }])).not.toBe(
    personOf([{ role: 'ANALYST', territory: '3408' }]),
  );
  expect(personOf([])).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('a person and a lifetime may be asked for', async () => {
  await ensureSecrets(folder, [], []);
  const person = '0198c0de-0000-7000-8000-000000000001';
  const claims = decodeJwt(await mintDevToken({ dataFolder: folder, roles: [], person, lifetime: 5 }));

  expect(claims.sub).toBe(person);
  expect(Number(claims.exp) - Number(claims.iat)).toBe(5);
});

it('there are no tokens from a folder that was never started', async () => {
  await expect(mintDevToken({ dataFolder: folder, roles: [] })).rejects.toMatchObject({ code: 'NEVER_STARTED' });
});
