/** `npm run bench`: generates data, measures, and writes the report. */
import { runCommand } from '@linli/local/command';
import { callersLanguage } from '@linli/local/config';
import { speaker } from '@linli/local/say';
import type { Say } from '@linli/local/say';
import { readBenchArguments } from './bench-arguments.js';
import type { BenchCommand } from './bench-arguments.js';
import { DOCS_FOLDER, RESULTS_FOLDER } from './config.js';
import { generate } from './generate/generate.js';
import { quick } from './quick.js';
import { report } from './report/report.js';
import { run } from './run/run.js';

interface Surroundings {
  readonly say: Say;
  readonly signal: AbortSignal;
}

await runCommand(async () => {
  const command = readBenchArguments(process.argv.slice(2));
  const say = speaker(callersLanguage(), console.error);
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort());
  await carryOut(command, { say, signal: ending.signal }).catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
    process.exitCode = 130;
  });
});

async function carryOut(command: BenchCommand, surroundings: Surroundings): Promise<void> {
  switch (command.command) {
    case 'generate':
      await generate({ ...command, ...surroundings });
      return;
    case 'run':
      await run({ ...command, resultsFolder: RESULTS_FOLDER, ...surroundings });
      return;
    case 'report':
      await report({ resultsFolder: RESULTS_FOLDER, docsFolder: DOCS_FOLDER, say: surroundings.say });
      return;
    case 'quick':
      await quick(surroundings);
  }
}
