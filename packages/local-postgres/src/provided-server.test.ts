import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { checkProvidedServer } from './provided-server.js';
import { startPostgres } from './start.js';
import type { LocalPostgres } from './start.js';

let folder: string;
let server: LocalPostgres;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-postgres-'));
  server = await startPostgres({ dataFolder: folder, durable: false });
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  await client.query(
    `create role weak login password 'w'; create role provisioner login createrole createdb password 'p'`,
  );
  await client.end();
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

it('a role that may create roles and databases is enough', async () => {
  await expect(checkProvidedServer(as('provisioner', 'p'))).resolves.toBeUndefined();
});

it('a role that may not is refused by name', async () => {
  await expect(checkProvidedServer(as('weak', 'w'))).rejects.toMatchObject({
    code: 'DATABASE_URL_ROLE_TOO_WEAK',
    facts: { role: 'weak' },
  });
});

it('a wrong password is refused without repeating it', async () => {
  const refusal = await checkProvidedServer(as('weak', 'guessed')).catch((error: Error) => error);

  expect(refusal).toMatchObject({ code: 'DATABASE_URL_LOGIN_REFUSED' });
  expect(JSON.stringify(refusal)).not.toContain('guessed');
});

it('a server that is not there is named in the refusal', async () => {
  await expect(checkProvidedServer('postgres://someone@127.0.0.1:1/postgres')).rejects.toMatchObject({
    code: 'DATABASE_URL_UNREACHABLE',
    facts: { server: '127.0.0.1:1' },
  });
});

it.each(['', 'localhost', 'mysql://localhost/linli'])('"%s" is no address of a PostgreSQL', async (url) => {
  await expect(checkProvidedServer(url)).rejects.toMatchObject({ code: 'DATABASE_URL_MALFORMED' });
});

function as(role: string, password: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${server.port}/postgres`;
}
