import { join } from 'node:path';
import { ROOT } from '@linli/local/config';

/** What of the caller's environment the measured processes see: enough to find their programs, nothing that changes how they run. */
export function inheritedEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TZ', 'TMPDIR'].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
}

/** Where the data of a scale are kept, unless another folder is named. */
export function dataFolderOf(scale: number): string {
  return join(ROOT, '.linli', `bench-${scale}`);
}

/** Where the measured parts are kept, a file each. */
export const RESULTS_FOLDER = join(ROOT, '.linli', 'bench-results');

/** Where the report is written. */
export const DOCS_FOLDER = join(ROOT, 'docs');

const BENCH_FOLDER = join(ROOT, 'infra', 'bench');
export const WORKS_FOLDER = join(BENCH_FOLDER, 'works');
export const PEERS_FOLDER = join(BENCH_FOLDER, 'peers');
export const SUPERGRAPH_FILE = join(ROOT, 'gateway', 'supergraph.graphql');
