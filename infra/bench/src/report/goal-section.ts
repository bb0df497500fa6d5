import type { WorkName } from '../run/works.js';
import { figure, sumOf, tableOf } from './markdown.js';
import { growthOf } from './growth-section.js';
import type { Measurements } from './measurements.js';

/** A goal and what was measured of it; `met` is null where it was not measured. */
interface Goal {
  readonly measure: string;
  readonly goal: string;
  readonly measured: string;
  readonly met: boolean | null;
}

/** What Linli is meant to reach, beside what it reaches. */
export function goalSection(measurements: Measurements): string {
  const goals = [
    ...gatewayGoals(measurements),
    throughputGoal(measurements, 'W1', 'postgraphile', 1.1),
    throughputGoal(measurements, 'W2', 'postgraphile', 1.7),
    throughputGoal(measurements, 'W1', 'sql', 0.45),
    throughputGoal(measurements, 'W2', 'sql', 0.45),
    throughputGoal(measurements, 'W3', 'postgraphile', 1),
    throughputGoal(measurements, 'W6', 'postgraphile', 1),
    { measure: 'W7 against a scan of a million cases', goal: '100 ×', measured: 'not built yet', met: null },
    ...growthGoals(measurements),
    ...memoryGoals(measurements),
  ];
  const rows = goals.map(({ measure, goal, measured, met }) => [
    measure,
    goal,
    measured,
    met === null ? '–' : met ? 'yes' : 'no',
  ]);
  return ['## Goals', '', tableOf(['measure', 'goal', 'measured', 'met'], rows)].join('\n');
}

const GATEWAY_GOALS = [
  { peer: 'stock', shares: { L: 4.5, M: 5.5, S: 5 } },
  { peer: 'hive-rust', shares: { L: 3, M: 5.5, S: 5.5 } },
] as const;

function gatewayGoals({ gateways }: Measurements): Goal[] {
  return GATEWAY_GOALS.flatMap(({ peer, shares }) =>
    Object.entries(shares).map(([work, times]) => {
      const measured = gateways?.works[work]?.gateways;
      const ratio = ratioOf(measured?.['linli']?.cpuMs, measured?.[peer]?.cpuMs);
      return {
        measure: `CPU of the gateway, ${work}, against ${peer}`,
        goal: `1/${times} or less`,
        measured: ratio === null ? '–' : `1/${figure(1 / ratio)}`,
        met: ratio === null ? null : ratio <= 1 / times,
      };
    }),
  );
}

function throughputGoal(measurements: Measurements, work: WorkName, peer: string, times: number): Goal {
  const at = (target: string) => measurements.measured(measurements.mainScale, work, target)?.requestsPerSecond;
  const ratio = ratioOf(at('linli'), at(peer));
  return {
    measure: `${work}, requests a second at ${measurements.mostCallers} callers, against ${peer}`,
    goal: `${times} × or more`,
    measured: ratio === null ? '–' : `${figure(ratio)} ×`,
    met: ratio === null ? null : ratio >= times,
  };
}

const MOST_GROWTH = 1.3;

function growthGoals(measurements: Measurements): Goal[] {
  const growths = growthOf(measurements, 0.1, 3);
  if (growths.length === 0)
    return [
      { measure: 'growth of W1 to W6 from scale 0.1 to 3', goal: `${MOST_GROWTH} × at most`, measured: '–', met: null },
    ];
  return growths.map(({ work, times }) => ({
    measure: `growth of ${work} from scale 0.1 to 3, CPU a request`,
    goal: `${MOST_GROWTH} × at most`,
    measured: `${figure(times)} ×`,
    met: times <= MOST_GROWTH,
  }));
}

const GIGABYTE = 1e9;

function memoryGoals(measurements: Measurements): Goal[] {
  const part = measurements.all('memory').find(({ scale }) => scale === measurements.mainScale);
  const own = (part?.memory ?? []).filter(({ process }) => !process.startsWith('peer '));
  return (['idle', 'loaded'] as const).map((state) => {
    const bytes = sumOf(own.map((memory) => memory[state]));
    const most = state === 'idle' ? 1 : 1.5;
    return {
      measure: `memory of all processes, ${state}`,
      goal: `${most} GB`,
      measured: bytes === null ? '–' : `${figure(bytes / GIGABYTE)} GB`,
      met: bytes === null ? null : bytes <= most * GIGABYTE,
    };
  });
}

function ratioOf(one: number | undefined, other: number | undefined): number | null {
  return one === undefined || other === undefined || other === 0 ? null : one / other;
}
