import type { ModuleShare } from './results.js';

/** A profile as V8 writes it: a tree of calls, and at which of them each sample found the process. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  /** Microseconds of a clock of its own. */
  readonly startTime: number;
  readonly endTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Below this share a module is among the others. */
const LEAST = 0.01;

/** A part of a profile, in milliseconds before its end. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

/**
 * The share of the busy time of a part of a profile that was spent in the code of each module itself, the largest first; those below
 * 1 % together.
 */
export function moduleShares(profile: CpuProfile, window: Window, root: string): ModuleShare[] {
  const { nodes, samples, timeDeltas, startTime, endTime } = profile;
  const moduleOf = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, root)]));
  const times = new Map<string, number>();
  let time = startTime;
  for (const [at, sample] of samples.entries()) {
    const delta = timeDeltas[at] ?? 0;
    time += delta;
    const beforeEnd = (endTime - time) / 1000;
    if (beforeEnd > window.from || beforeEnd < window.until) continue;
    const module = moduleOf.get(sample) ?? '';
    if (module !== '(idle)') times.set(module, (times.get(module) ?? 0) + delta);
  }
  const busy = [...times.values()].reduce((sum, own) => sum + own, 0);
  const shares = [...times]
    .map(([module, time]) => ({ module, share: time / busy }))
    .toSorted((a, b) => b.share - a.share);
  const large = shares.filter(({ share }) => share >= LEAST);
  const rest = shares.filter(({ share }) => share < LEAST).reduce((sum, { share }) => sum + share, 0);
  return [...large, ...(rest > 0 ? [{ module: '(others)', share: rest }] : [])];
}

/** A package by its name, a file of ours by its folder, what is Node's by its module, what is V8's by its own word. */
function nameOf({ functionName, url }: { functionName: string; url: string }, root: string): string {
  if (url === '') return functionName.startsWith('(') ? functionName : '(native)';
  if (url.startsWith('node:')) return url.replace(/^node:(internal\/)?/, 'node:').split('/')[0] ?? url;
  const path = url.replace(/^file:\/\//, '');
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  if (installed !== undefined) return installed;
  return path.replace(root, '').replace('/dist/', '/').replace(/\.js$/, '').split('/').slice(0, 4).join('/');
}
