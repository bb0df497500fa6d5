import { writeFile } from 'node:fs/promises';
import type { Say } from '@linli/local/say';
import { BenchErrors } from '../bench.errors.js';
import type { RunChoice } from '../bench-arguments.js';
import { generatedIn } from '../generate/generate.js';
import { cityOf } from '../generate/city.js';
import { openDatabases } from '../stack.js';
import { circumstancesOf } from './circumstances.js';
import { explain } from './explaining.js';
import { measureGateways } from './gateways.js';
import { profile } from './profiling.js';
import { writePart } from './result-files.js';
import { measureStarts } from './starting.js';
import { measureWorks } from './work-run.js';
import type { RunSurroundings } from './surroundings.js';

export interface RunOptions extends RunChoice {
  readonly scale: number;
  readonly dataFolder: string;
  readonly resultsFolder: string;
  readonly say: Say;
  readonly signal: AbortSignal;
}

/** Measures what is asked for over the data of a folder, and writes each part down as soon as it is measured. */
export async function run(options: RunOptions): Promise<void> {
  const { dataFolder, resultsFolder, say, parts } = options;
  const generated = await generatedIn(dataFolder);
  if (generated === null) throw BenchErrors.notGenerated({ folder: dataFolder, scale: options.scale });
  const databases = await openDatabases({ ...options, durable: true });
  try {
    const circumstances = await circumstancesOf(databases.addressOf({ name: 'postgres' }));
    const common = { scale: generated.scale, circumstances };
    const surroundings: RunSurroundings = { ...options, databases, city: cityOf(generated.scale) };
    if (parts.length === 0) {
      const { works, memory } = await measureWorks(surroundings);
      for (const work of works)
        await writePart(resultsFolder, { part: 'work', ...common, seconds: options.seconds, ...work });
      await writePart(resultsFolder, { part: 'memory', ...common, memory });
      if (options.json !== null) await writeFile(options.json, JSON.stringify({ ...common, works, memory }, null, 1));
    }
    if (parts.includes('explain')) {
      await writePart(resultsFolder, { part: 'explain', ...common, explained: await explain(surroundings) });
    }
    if (parts.includes('profile')) {
      await writePart(resultsFolder, { part: 'profile', ...common, ...(await profile(surroundings)) });
    }
    if (parts.includes('gateways')) {
      await writePart(resultsFolder, { part: 'gateways', ...common, works: await measureGateways() });
    }
    if (parts.includes('start')) {
      await writePart(resultsFolder, { part: 'start', ...common, ...(await measureStarts(options.signal)) });
    }
  } finally {
    await databases.stop();
  }
  say({ zh: `结果已写入 ${resultsFolder}。`, en: `Results are in ${resultsFolder}.` });
}
