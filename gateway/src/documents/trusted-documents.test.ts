import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RoleHeld } from '@linli/domain/viewer';
import { answerOf, startCity, type Answer, type RunningCity } from '../testing/running-city.js';
import { addToManifest, documentOf, trustedTexts, type Manifest } from './manifest.js';

const run = promisify(execFile);
const TRUST = join(import.meta.dirname, '../../dist/trust.js');
const OPERATION = 'query Name($code: ID!) { area(code: $code) { name } }';
const { id: documentId } = documentOf(OPERATION);
const CHANGE = documentOf('mutation Note { note(input: { text: "x" }) { code } }');
const variables = { code: '7' };

let folder: string;
let city: RunningCity;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linli-documents-'));
  addToManifest(folder, 'web', { Name: documentOf(OPERATION), Note: CHANGE });
  city = await startCity({ documents: folder, trustedOnly: true });
});
afterAll(async () => {
  await city.stop();
  rmSync(folder, { recursive: true });
});

describe('a trusted document', () => {
  it('is run by its id, by POST and by GET', async () => {
    expect((await post({ documentId, variables })).data).toEqual({ area: { name: 'Area 7' } });
    const search = new URLSearchParams({ documentId, variables: JSON.stringify(variables) });
    const headers = { 'apollo-require-preflight': '1' };
    expect((await answerOf(await fetch(`${city.url}/graphql?${search.toString()}`, { headers }))).status).toBe(200);
  });

  it('changes nothing by GET', async () => {
    const headers = { 'apollo-require-preflight': '1' };
    const answer = await fetch(`${city.url}/graphql?documentId=${CHANGE.id}`, { headers });
    expect(answer.status).toBe(405);
  });

  it('that no client has is refused', async () => {
    const answer = await post({ documentId: documentOf('{ whoAmI }').id });
    expect([answer.status, answer.errors[0]?.extensions]).toEqual([400, { code: 'DOCUMENT_UNKNOWN' }]);
  });

  it('whose text was changed keeps the gateway from starting', () => {
    const forged = mkdtempSync(join(tmpdir(), 'linli-documents-'));
    addToManifest(forged, 'web', { Name: { id: documentId, text: '{ whoAmI }' } });
    expect(() => trustedTexts(forged)).toThrow('the trusted document Name is not what its id says');
    rmSync(forged, { recursive: true });
  });
});

describe('where only trusted documents are run', () => {
  it.each<[string, number, RoleHeld[] | null]>([
    ['the public', 403, null],
    ['a resident', 403, [{ role: 'RESIDENT', territory: '340705402001' }]],
    ['a grid worker', 403, [{ role: 'GRID_WORKER', territory: '340705402001003' }]],
    ['an analyst', 200, [{ role: 'ANALYST', territory: '34' }]],
    ['an officer', 200, [{ role: 'COMMUNITY_OFFICER', territory: '340705402001' }]],
  ])('%s who sends a text of their own is answered %i', async (_, status, roles) => {
    const token = roles === null ? null : await city.issuer.sign({ claims: { roles } });
    const answer = await post({ query: '{ whoAmI }' }, token);
    expect(answer.status).toBe(status);
    expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(
      status === 403 ? ['DOCUMENT_NOT_TRUSTED'] : [],
    );
  });

  it('a text beside an id is not run', async () => {
    expect((await post({ documentId, variables, query: '{ whoAmI }' })).data).toEqual({ area: { name: 'Area 7' } });
  });
});

describe('npm run trust', () => {
  const trust = (...args: string[]) =>
    run(process.execPath, [TRUST, ...args], { env: { LINLI_DOCUMENTS: join(folder, 'made') } });

  it('adds each operation of a file, alone with its fragments, and prints its id', async () => {
    const file = join(folder, 'operations.graphql');
    const one = 'query One { area(code: "34") { ...Named } } fragment Named on Area { name }';
    writeFileSync(file, `${one} query Two { area(code: "34") { code } }`);
    const { stdout } = await trust('add', file, '--client', 'web');
    const made = JSON.parse(readFileSync(join(folder, 'made/web.json'), 'utf8')) as Manifest;
    expect(stdout).toBe(`One ${made['One']?.id ?? ''}\nTwo ${made['Two']?.id ?? ''}\n`);
    expect(made['Two']?.text).toBe('query Two {\n  area(code: "34") {\n    code\n  }\n}');
    expect(made['One']?.text).toContain('fragment Named');
    expect(trustedTexts(join(folder, 'made')).size).toBe(2);
  });

  it('refuses an operation that the graph does not have, or that has no name', async () => {
    const file = join(folder, 'wrong.graphql');
    writeFileSync(file, 'query Wrong { nothing }');
    await expect(trust('add', file)).rejects.toThrow('Cannot query field "nothing"');
    writeFileSync(file, '{ area(code: "34") { name } }');
    await expect(trust('add', file)).rejects.toThrow('an operation has no name');
  });
});

async function post(body: unknown, token: string | null = null): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  return answerOf(await fetch(`${city.url}/graphql`, { method: 'POST', body: JSON.stringify(body), headers }));
}
