import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@linli/local-postgres/start';

/** Starts the one PostgreSQL of a test run; every suite takes databases of its own from it. */
export default async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'linli-test-'));
  const postgres = await startPostgres({ dataFolder: join(folder, 'postgres'), durable: false });
  process.env['LINLI_TEST_SERVER'] = postgres.adminUrl;
  globalThis.linliTestServer = { postgres, folder };
}
