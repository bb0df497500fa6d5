import type { Explained } from '../run/results.js';
import { figure, tableOf } from './markdown.js';
import type { Measurements } from './measurements.js';

/** What the plans say, in a few lines; the plans themselves are on a page of their own. */
export function planSection(measurements: Measurements): string {
  const part = measurements.all('explain').at(-1);
  if (part === undefined) return '## Plans\n\nNot explained.';
  const faulty = part.explained.filter(({ faults }) => faults.length > 0);
  const works = [...new Set(part.explained.map(({ work }) => work))];
  return [
    '## Plans',
    '',
    `Every statement of the works at scale ${part.scale}, warm, as the services ran it: [plans](speed/plans.md). ${
      faulty.length === 0
        ? 'None reads a whole table that grows with the city, none spills.'
        : `${faulty.length} of ${part.explained.length} read a whole table that grows with the city, or spill.`
    }`,
    '',
    tableOf(
      ['work', 'statements', 'ms in PostgreSQL', 'with faults'],
      works.map((work) => {
        const own = part.explained.filter((one) => one.work === work);
        const ms = own.reduce((sum, one) => sum + one.ms, 0);
        return [work, figure(own.length), figure(ms), figure(own.filter(({ faults }) => faults.length > 0).length)];
      }),
    ),
    ...faulty.map(({ work, service, faults }) => `\n- ${work}, ${service}: ${[...new Set(faults)].join(', ')}`),
  ].join('\n');
}

/** All plans, a statement after the other. */
export function planPage(measurements: Measurements): string | null {
  const part = measurements.all('explain').at(-1);
  if (part === undefined) return null;
  return [
    '# Plans of all statements（执行计划）',
    '',
    `Written by \`npm run bench -- report\`, at scale ${part.scale}, ${part.circumstances.at.slice(0, 10)}.`,
    '',
    ...part.explained.flatMap(planText),
  ].join('\n');
}

function planText({ work, service, statement, ms, plan, faults }: Explained, index: number): string[] {
  return [
    `## ${index + 1}. ${work}, ${service}: ${figure(ms)} ms`,
    '',
    ...(faults.length > 0 ? [`**${[...new Set(faults)].join(', ')}**`, ''] : []),
    '```sql',
    statement.replace(/^\s+/gm, '  ').trim(),
    '```',
    '',
    '```',
    ...planLines(plan as PlanFacts),
    '```',
    '',
  ];
}

/** The fields of a plan's node that are told. */
interface PlanFacts {
  readonly [field: string]: unknown;
  readonly Plans?: readonly PlanFacts[];
}

function planLines(node: PlanFacts, depth = 0): string[] {
  const of = [node['Index Name'] ?? node['Relation Name'] ?? node['Function Name'] ?? node['CTE Name']].filter(Boolean);
  const figures = [
    `rows=${textOf(node['Actual Rows'])}`,
    `loops=${textOf(node['Actual Loops'])}`,
    `ms=${textOf(node['Actual Total Time'])}`,
    `hit=${textOf(node['Shared Hit Blocks'])}`,
    `read=${textOf(node['Shared Read Blocks'])}`,
  ];
  const own = `${'  '.repeat(depth)}${[textOf(node['Node Type']), ...of.map(textOf), ...figures].join(' ')}`;
  return [own, ...(node.Plans ?? []).flatMap((child) => planLines(child, depth + 1))];
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '–';
}
