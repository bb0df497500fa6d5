import type { WorkPart } from '../run/results.js';
import { barChart } from './charts.js';
import type { Drawn } from './drawn.js';
import { figure, tableOf } from './markdown.js';
import { wholeCpu } from './measurements.js';
import type { Measurements } from './measurements.js';
import { REASONS } from './reasons.js';

/** Every work at Linli and its peers, at the scale of the comparison. */
export function workSection(measurements: Measurements): Drawn {
  const { mainScale, mostCallers: callers } = measurements;
  const works = measurements.worksAt(mainScale);
  const text = [
    `## Works, at scale ${mainScale}`,
    '',
    'Median of the rounds. CPU is milliseconds a request, of gateway or peer, of the subgraphs behind it, and of PostgreSQL. † some of the',
    'requests were not answered rightly, mostly in time.',
    '',
    '![CPU a request](speed/cpu.svg)',
    '',
    '![Requests a second](speed/throughput.svg)',
    '',
    ...works.flatMap(workTable),
    '`W7` (cases by category and month over a whole city) is not built yet.',
    '',
    '### What one operation takes',
    '',
    tableOf(
      ['work', 'requests to subgraphs', 'SQL statements', 'entities', 'fetched again', 'why'],
      works.map(({ work, title, traced }) => [
        `${work}: ${title}`,
        figure(traced?.subgraphRequests),
        figure(traced?.statements),
        figure(traced?.entities),
        figure(traced?.entitiesAgain),
        REASONS[work],
      ]),
    ),
  ];
  return {
    text: text.join('\n'),
    charts: {
      'cpu.svg': chartOf(works, callers, `CPU milliseconds a request, ${callers} callers (less is better)`, wholeCpu),
      'throughput.svg': chartOf(
        works,
        callers,
        `Requests a second, ${callers} callers (more is better)`,
        ({ requestsPerSecond }) => requestsPerSecond,
      ),
    },
  };
}

function workTable({ work, title, measured }: WorkPart): string[] {
  const head = ['', 'callers', 'req/s', 'p50 ms', 'p99 ms', 'CPU', 'subgraphs', 'PostgreSQL', 'all', 'requests'];
  const rows = measured.map((one) => [
    `${one.target}${one.failed > 0 ? ' †' : ''}`,
    figure(one.callers),
    figure(one.requestsPerSecond),
    figure(one.p50),
    figure(one.p99),
    figure(one.cpu.front),
    one.cpu.subgraphs === 0 ? '–' : figure(one.cpu.subgraphs),
    figure(one.cpu.postgres),
    figure(wholeCpu(one)),
    figure(one.requests),
  ]);
  return [`### ${work}: ${title}`, '', tableOf(head, rows), ''];
}

function chartOf(
  works: readonly WorkPart[],
  callers: number,
  title: string,
  valueOf: (one: WorkPart['measured'][number]) => number | null,
) {
  const groups = works.map(({ work, measured }) => ({
    name: work,
    bars: measured
      .filter((one) => one.callers === callers)
      .flatMap((one) => {
        const value = valueOf(one);
        return value === null ? [] : [{ name: one.target, value }];
      }),
  }));
  return barChart(
    title,
    groups.filter(({ bars }) => bars.length > 0),
    figure,
  );
}
