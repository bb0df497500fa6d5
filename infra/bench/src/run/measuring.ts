import type { LoadRequest } from './load-protocol.js';
import type { Load } from './load-process.js';
import { cpuOf } from './process-tree.js';
import type { CpuPerRequest, Measured } from './results.js';
import type { Target } from './target.js';
import type { Work } from './works.js';

/** A work at a target, with requests whose answers were found right. */
export interface Pairing {
  readonly work: Work;
  readonly target: Target;
  readonly requests: readonly LoadRequest[];
}

export interface MeasuringOptions {
  readonly load: Load;
  readonly postgresPid: number | null;
  readonly rounds: number;
  readonly seconds: number;
  readonly callers: readonly number[];
  readonly signal: AbortSignal;
}

/** What one round of a pairing came to. */
interface Round {
  readonly pairing: Pairing;
  readonly callers: number;
  readonly requests: number;
  readonly failed: number;
  readonly firstFailure: string;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: CpuPerRequest;
}

/**
 * Measures pairings in rounds that are interleaved: each round goes once through all works and all their targets, so that whatever the
 * machine does meanwhile happens to all of them alike. What runs first is warmed up by a round that does not count.
 */
export async function measure(pairings: readonly Pairing[], options: MeasuringOptions): Promise<Measured[]> {
  const most = Math.max(...options.callers);
  for (const pairing of pairings) await round(pairing, most, 0, { ...options, seconds: options.seconds / 2 });
  const rounds: Round[] = [];
  for (let number = 0; number < options.rounds; number += 1) {
    for (const callers of options.callers) {
      for (const pairing of pairings) rounds.push(await round(pairing, callers, number, options));
    }
  }
  return pairings.flatMap((pairing) =>
    options.callers.map((callers) => {
      return medianOf(rounds.filter((one) => one.pairing === pairing && one.callers === callers));
    }),
  );
}

async function round(pairing: Pairing, callers: number, number: number, options: MeasuringOptions): Promise<Round> {
  options.signal.throwIfAborted();
  const { target, requests } = pairing;
  const cpu = () =>
    [target.front, target.subgraphs, options.postgresPid === null ? [] : [options.postgresPid]].map(cpuOf);
  const before = cpu();
  const outcome = await options.load.carryOut({
    url: target.url,
    requests,
    callers,
    ms: options.seconds * 1000,
    first: number * 37,
  });
  const after = cpu();
  const [front = null, subgraphs = null, postgres = null] = after.map((ms, at) =>
    perRequest(before[at], ms, outcome.requests),
  );
  return {
    pairing,
    callers,
    requests: outcome.requests,
    failed: outcome.failed,
    firstFailure: outcome.firstFailure,
    requestsPerSecond: outcome.requests / outcome.seconds,
    p50: outcome.p50,
    p99: outcome.p99,
    cpu: { front, subgraphs, postgres },
  };
}

function perRequest(before: number | null | undefined, after: number | null, requests: number): number | null {
  return before === null || before === undefined || after === null ? null : (after - before) / requests;
}

function medianOf(rounds: readonly Round[]): Measured {
  const [first] = rounds;
  if (first === undefined) throw new Error('there was no round');
  const median = (figure: (round: Round) => number) => medianNumber(rounds.map(figure));
  const cpu = (part: keyof CpuPerRequest) =>
    rounds.some((round) => round.cpu[part] === null) ? null : median((round) => round.cpu[part] ?? 0);
  return {
    work: first.pairing.work.name,
    target: first.pairing.target.name,
    callers: first.callers,
    rounds: rounds.length,
    requests: rounds.reduce((sum, { requests }) => sum + requests, 0),
    failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
    firstFailure: rounds.find(({ failed }) => failed > 0)?.firstFailure ?? null,
    requestsPerSecond: median(({ requestsPerSecond }) => requestsPerSecond),
    p50: median(({ p50 }) => p50),
    p99: median(({ p99 }) => p99),
    cpu: { front: cpu('front'), subgraphs: cpu('subgraphs'), postgres: cpu('postgres') },
  };
}

export function medianNumber(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
