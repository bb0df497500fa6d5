import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BenchErrors } from './bench.errors.js';
import { dataFolderOf } from './config.js';
import { WORK_NAMES } from './run/works.js';
import type { WorkName } from './run/works.js';

export type BenchCommand =
  | { readonly command: 'generate'; readonly scale: number; readonly dataFolder: string }
  | ({ readonly command: 'run'; readonly scale: number; readonly dataFolder: string } & RunChoice)
  | { readonly command: 'report' }
  | { readonly command: 'quick' };

/** What a run measures, and for how long. */
export interface RunChoice {
  readonly works: readonly WorkName[];
  /** Names of peers; all that are installed where it is null. */
  readonly peers: readonly string[] | null;
  /** Of one round of one work at one target. */
  readonly seconds: number;
  readonly rounds: number;
  /** How many ask at once, in rounds of their own. */
  readonly callers: readonly number[];
  /** Where the measured works are written too; null for nowhere else. */
  readonly json: string | null;
  readonly parts: readonly Part[];
}

/** What a run can look at in the place of measuring the works. */
export const PARTS = ['explain', 'profile', 'start', 'gateways'] as const;
export type Part = (typeof PARTS)[number];

const CALLERS = [1, 50];

/** Reads the arguments of `npm run bench --`; refuses what it does not know. */
export function readBenchArguments(args: readonly string[]): BenchCommand {
  const { values, positionals } = parsed(args);
  const [command, ...more] = positionals;
  if (more.length > 0) throw BenchErrors.usage({ reason: more.join(' ') });
  if (values.quick === true && command === undefined) return { command: 'quick' };
  const scale = numberOf('--scale', values.scale ?? '1', 0.001, 100);
  const dataFolder = values.data === undefined ? dataFolderOf(scale) : resolve(values.data);
  switch (command) {
    case 'generate':
      return { command, scale, dataFolder };
    case 'run':
      return {
        command,
        scale,
        dataFolder,
        works: values.work === undefined ? WORK_NAMES : worksOf(values.work),
        peers: values.peers === undefined ? null : listOf(values.peers),
        seconds: numberOf('--seconds', values.seconds ?? '1.5', 0.1, 60),
        rounds: numberOf('--rounds', values.rounds ?? '3', 1, 100),
        callers: CALLERS,
        json: values.json === undefined ? null : resolve(values.json),
        parts: PARTS.filter((part) => values[part] === true),
      };
    case 'report':
      return { command };
    default:
      throw BenchErrors.usage({ reason: command ?? '' });
  }
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        scale: text,
        data: text,
        work: text,
        peers: text,
        seconds: text,
        rounds: text,
        json: text,
        quick: flag,
        explain: flag,
        profile: flag,
        gateways: flag,
        start: flag,
      },
    });
  } catch (error) {
    throw BenchErrors.usage({ reason: error instanceof Error ? error.message : String(error) });
  }
}

function numberOf(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= least && number <= most) return number;
  throw BenchErrors.usage({ reason: `${name} ${text}: ${least}–${most}` });
}

/** Works by name; `W5` is both halves of it. */
function worksOf(text: string): WorkName[] {
  return listOf(text).flatMap((name) => {
    const found = WORK_NAMES.filter((work) => work === name || work.startsWith(`${name}-`));
    if (found.length === 0) throw BenchErrors.usage({ reason: `--work ${name}: ${WORK_NAMES.join(', ')}` });
    return found;
  });
}

function listOf(text: string): string[] {
  return text.split(',').flatMap((name) => name.trim() || []);
}
