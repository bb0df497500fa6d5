import { cityOf } from '../generate/city.js';
import { WORK_NAMES } from '../run/works.js';
import type { WorkName } from '../run/works.js';
import { lineChart } from './charts.js';
import type { Drawn } from './drawn.js';
import { figure, tableOf } from './markdown.js';
import { wholeCpu } from './measurements.js';
import type { Measurements } from './measurements.js';

/** What a work costs at each scale, against the smallest. */
export function growthSection(measurements: Measurements): Drawn {
  const scales = [...new Set(measurements.all('work').map(({ scale }) => scale))].toSorted((a, b) => a - b);
  const [smallest] = scales;
  if (smallest === undefined || scales.length < 2) {
    return { text: '## Growth\n\nMeasured at one scale only.', charts: {} };
  }
  const costs = (work: WorkName) => scales.map((scale) => costOf(measurements, work, scale));
  const lines = WORK_NAMES.map((work) => ({
    name: work,
    points: scales.flatMap((x) => {
      const [base, cost] = [costOf(measurements, work, smallest), costOf(measurements, work, x)];
      return base === null || cost === null ? [] : [{ x, y: cost / base }];
    }),
  }));
  const text = [
    '## Growth',
    '',
    `CPU milliseconds a request of Linli as a whole, ${measurements.mostCallers} callers, as the city grows. A district has more communities in a larger city,`,
    'up to 150, so that W3 is counted a community.',
    '',
    '![Growth](speed/growth.svg)',
    '',
    tableOf(
      ['work', ...scales.map((scale) => `scale ${scale}`)],
      WORK_NAMES.map((work) => [work, ...costs(work).map((cost) => figure(cost))]),
    ),
  ];
  const chart = lineChart(
    'CPU a request against the smallest city',
    lines.filter(({ points }) => points.length > 1),
    'scale',
  );
  return { text: text.join('\n'), charts: { 'growth.svg': chart } };
}

/** How many times more each work costs at the one scale than at the other; without those that were not measured at both. */
export function growthOf(measurements: Measurements, from: number, to: number): { work: WorkName; times: number }[] {
  return WORK_NAMES.flatMap((work) => {
    const [small, large] = [costOf(measurements, work, from), costOf(measurements, work, to)];
    return small === null || large === null ? [] : [{ work, times: large / small }];
  });
}

function costOf(measurements: Measurements, work: WorkName, scale: number): number | null {
  const measured = measurements.measured(scale, work, 'linli');
  const cpu = measured === null ? null : wholeCpu(measured);
  return cpu === null || work !== 'W3' ? cpu : cpu / communitiesOfDistrict(scale);
}

function communitiesOfDistrict(scale: number): number {
  const { communities } = cityOf(scale);
  const districts = new Set(communities.map((community) => community.slice(0, 6)));
  return communities.length / districts.size;
}
