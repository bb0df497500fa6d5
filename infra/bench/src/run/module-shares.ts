import type { ModuleShare } from './results.js';

/** A profile as V8 writes it: a tree of calls, and at which of them each sample found the process. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
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
  const moduleOf = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, root)]));
  const { times: ofCalls, busy } = timesOf(profile, window, root);
  const times = new Map<string, number>();
  for (const [call, time] of ofCalls) {
    const module = moduleOf.get(call) ?? '';
    times.set(module, (times.get(module) ?? 0) + time);
  }
  const shares = [...times]
    .map(([module, time]) => ({ module, share: time / busy }))
    .toSorted((a, b) => b.share - a.share);
  const large = shares.filter(({ share }) => share >= LEAST);
  const rest = shares.filter(({ share }) => share < LEAST).reduce((sum, { share }) => sum + share, 0);
  return [...large, ...(rest > 0 ? [{ module: '(others)', share: rest }] : [])];
}

/** What a request costs before anything of it is answered: code of ours, by its modules, together with all that it calls. */
const BEFORE_ANSWERING = {
  'access token': /^gateway\/token\//,
  'hop token': /^packages\/subgraph\/hop-token$/,
  'context of the request': /^(services\/[a-z]+\/(context|asking)|gateway\/request-context)$/,
  'permission checks': /^(packages\/subgraph\/permissions|services\/[a-z]+\/permissions)$/,
} as const;

/** The share of the busy time that each of these took, calls included. What it waited for is not in it. */
export function sharesBeforeAnswering(profile: CpuProfile, window: Window, root: string): ModuleShare[] {
  const { nodes } = profile;
  const parents = new Map(nodes.flatMap(({ id, children }) => (children ?? []).map((child) => [child, id] as const)));
  const modules = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, root)]));
  const within = (id: number | undefined, part: RegExp): boolean =>
    id !== undefined && (part.test(modules.get(id) ?? '') || within(parents.get(id), part));
  const { times, busy } = timesOf(profile, window, root);
  return Object.entries(BEFORE_ANSWERING).map(([module, part]) => {
    const own = [...times].filter(([id]) => within(id, part)).reduce((sum, [, time]) => sum + time, 0);
    return { module, share: own / busy };
  });
}

/** The time of each call in a part of a profile, and of all of them. */
function timesOf({ nodes, samples, timeDeltas, startTime, endTime }: CpuProfile, window: Window, root: string) {
  const idle = new Set(nodes.filter(({ callFrame }) => nameOf(callFrame, root) === '(idle)').map(({ id }) => id));
  const times = new Map<number, number>();
  let [time, busy] = [startTime, 0];
  for (const [at, sample] of samples.entries()) {
    const delta = timeDeltas[at] ?? 0;
    time += delta;
    const beforeEnd = (endTime - time) / 1000;
    if (beforeEnd > window.from || beforeEnd < window.until || idle.has(sample)) continue;
    times.set(sample, (times.get(sample) ?? 0) + delta);
    busy += delta;
  }
  return { times, busy };
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
