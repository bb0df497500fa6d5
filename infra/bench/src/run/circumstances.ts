import { execFileSync } from 'node:child_process';
import { arch, cpus, release, totalmem, type } from 'node:os';
import { ROOT } from '@linli/local/config';
import pg from 'pg';
import type { Circumstances } from './results.js';

/** What a reader has to know of the machine to judge a figure. */
export async function circumstancesOf(databaseUrl: string): Promise<Circumstances> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ version: string }>("select split_part(version(), ' ', 2) as version");
  await client.end();
  const processors = cpus();
  return {
    at: new Date().toISOString(),
    cpu: processors[0]?.model.trim() ?? arch(),
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
    node: process.versions.node,
    postgres: rows[0]?.version ?? '',
    commit: commit(),
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return '';
  }
}
