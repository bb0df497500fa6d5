import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Say } from '@linli/local/say';
import { BenchErrors } from '../bench.errors.js';
import { readParts } from '../run/result-files.js';
import type { Circumstances } from '../run/results.js';
import { goalSection } from './goal-section.js';
import { growthSection } from './growth-section.js';
import { Measurements } from './measurements.js';
import { planPage, planSection } from './plan-section.js';
import { gatewaySection, memorySection, profileSection } from './process-sections.js';
import { workSection } from './work-section.js';

export interface ReportOptions {
  readonly resultsFolder: string;
  /** Where `speed.md` and the folder of its charts are written. */
  readonly docsFolder: string;
  readonly say: Say;
}

/** Writes the report of all parts that were measured. */
export async function report({ resultsFolder, docsFolder, say }: ReportOptions): Promise<void> {
  const parts = await readParts(resultsFolder);
  const measurements = new Measurements(parts);
  const [first] = measurements.worksAt(measurements.mainScale);
  if (first === undefined) throw BenchErrors.nothingMeasured({ folder: resultsFolder });
  const [works, growth] = [workSection(measurements), growthSection(measurements)];
  const text = [
    introduction(first.circumstances),
    goalSection(measurements),
    works.text,
    gatewaySection(measurements),
    growth.text,
    planSection(measurements),
    memorySection(measurements),
    profileSection(measurements),
  ];
  const plans = planPage(measurements);
  const files = { ...works.charts, ...growth.charts, ...(plans === null ? {} : { 'plans.md': plans }) };
  await mkdir(join(docsFolder, 'speed'), { recursive: true });
  await writeFile(join(docsFolder, 'speed.md'), `${text.join('\n\n').trimEnd()}\n`);
  for (const [file, content] of Object.entries(files)) await writeFile(join(docsFolder, 'speed', file), content);
  say({ zh: `已写入 ${join(docsFolder, 'speed.md')}。`, en: `Wrote ${join(docsFolder, 'speed.md')}.` });
}

function introduction({ at, cpu, cores, memoryGiB, system, node, postgres, commit }: Circumstances): string {
  return `# Speed（速度）

How fast Linli is, beside what one would take instead. Written by \`npm run bench -- report\`; [how it is measured](../infra/bench/README.md),
[what the peers are](../infra/bench/peers/README.md). Linli checks tokens and permissions, keeps row policies, seals texts and writes an audit
and an event with each change; \`sql\` and \`postgraphile\` do none of it, over one database without row policies. Every answer that is
counted was found to be the reference’s.

Measured ${at.slice(0, 10)} at ${commit} on ${cores} × ${cpu}, ${memoryGiB} GiB, ${system}, Node ${node}, PostgreSQL ${postgres}; load, database and all
processes share the machine.`;
}
