import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Say } from '@linli/local/say';
import { generate } from './generate/generate.js';
import { report } from './report/report.js';
import { run } from './run/run.js';
import { WORK_NAMES } from './run/works.js';

const SCALE = 0.01;

/** All of the bench once, small, in a folder that is gone afterwards: whether it works, not how fast anything is. */
export async function quick({ say, signal }: { readonly say: Say; readonly signal: AbortSignal }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-bench-'));
  const common = { scale: SCALE, dataFolder: join(folder, 'data'), say, signal };
  const resultsFolder = join(folder, 'results');
  const choice = { works: WORK_NAMES, peers: null, seconds: 0.2, rounds: 1, callers: [1, 8], json: null };
  try {
    await generate(common);
    await run({ ...common, ...choice, resultsFolder, parts: [] });
    await report({ resultsFolder, docsFolder: join(folder, 'docs'), say });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
