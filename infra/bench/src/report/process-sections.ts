import { figure, mebibytes, percent, sumOf, tableOf } from './markdown.js';
import type { Measurements } from './measurements.js';

/** Memory of each process and the time that a start takes. */
export function memorySection(measurements: Measurements): string {
  const { mainScale } = measurements;
  const part = measurements.all('memory').find(({ scale }) => scale === mainScale);
  const own = (part?.memory ?? []).filter(({ process }) => !process.startsWith('peer '));
  const peers = (part?.memory ?? []).filter(({ process }) => process.startsWith('peer '));
  const row = (name: string, idle: number | null, loaded: number | null) => [name, mebibytes(idle), mebibytes(loaded)];
  const rows = [
    ...own.map(({ process, idle, loaded }) => row(process, idle, loaded)),
    row('all of Linli', sumOf(own.map(({ idle }) => idle)), sumOf(own.map(({ loaded }) => loaded))),
    ...peers.map(({ process, idle, loaded }) => row(process, idle, loaded)),
  ];
  const [start] = measurements.all('start');
  return [
    '## Memory and start',
    '',
    'MiB that each process holds with its children, what they share counted once: idle, and when the last round was over.',
    '',
    tableOf(['process', 'idle', 'loaded'], rows),
    '',
    start === undefined
      ? 'The start was not measured.'
      : `The whole is ready in ${figure(start.cold)} s on an empty folder (a new PostgreSQL cluster, all migrations, 12,000 areas), in ${figure(start.warm)} s on one that is there.`,
  ].join('\n');
}

/** What gateways cost apart from what is behind them. */
export function gatewaySection({ gateways }: Measurements): string {
  if (gateways === null) return '## Gateways alone\n\nNot measured.';
  const names = [...new Set(Object.values(gateways.works).flatMap((work) => Object.keys(work.gateways)))];
  const rows = Object.entries(gateways.works).map(([work, { bytes, gateways: measured }]) => [
    `${work} (${figure(bytes)} bytes)`,
    ...names.map((name) => figure(measured[name]?.cpuMs)),
  ]);
  return [
    '## Gateways alone',
    '',
    'CPU milliseconds a request of the gateway’s process, over subgraphs that answer from memory.',
    '',
    tableOf(['', ...names], rows),
  ].join('\n');
}

/** Where the time goes. */
export function profileSection(measurements: Measurements): string {
  const profiles = measurements.all('profile');
  const [part] = profiles.filter(({ scale }) => scale === measurements.mainScale).concat(profiles);
  if (part === undefined) return '## Where the time goes\n\nNot profiled.';
  const tables = part.processes.flatMap(({ process, modules }) => [
    `### ${process}`,
    '',
    tableOf(
      ['module', 'share'],
      modules.map(({ module, share }) => [`\`${module}\``, percent(share)]),
    ),
    '',
  ]);
  const [first] = part.processes;
  const before = tableOf(
    ['', ...(first?.before ?? []).map(({ module }) => module), 'together'],
    part.processes.map(({ process, before: shares }) => [
      process,
      ...shares.map(({ share }) => percent(share)),
      percent(shares.reduce((sum, { share }) => sum + share, 0)),
    ]),
  );
  return [
    '## Where the time goes',
    '',
    `What a request costs before anything of it is answered, with all that is called for it, as a share of each process’s busy time under ${part.work}:`,
    '',
    before,
    '',
    `Share of each process’s busy time under ${part.work} with 50 callers, by the module whose own code ran.`,
    '',
    ...tables,
  ].join('\n');
}
