import type { Lots } from './lots.rules.js';
import { householdsOf, type Site } from './plan-objective.rules.js';

const TREES = 12;
/** What it costs to cut off a few grids instead of half, against missing the mean by as many grids' households. */
const LOPSIDED = 0.02;

/**
 * Cuts connected sites into so many connected groups of about equal households, of at least one site each: in two at the edge of
 * a random spanning tree that fits best, and each half again.
 */
export function cutEvenly(sites: readonly Site[], groups: number, lots: Lots): Site[][] {
  if (groups <= 1) return [[...sites]];
  const mean = householdsOf(sites) / groups;
  let best: Cut | null = null;
  for (let tree = 0; tree < TREES; tree += 1) best = betterCut(best, spanningTree(sites, lots), groups, mean);
  if (best === null) throw new RangeError('there are fewer sites than groups');
  const cut = new Set(best.sites);
  const rest = sites.filter((site) => !cut.has(site));
  return [...cutEvenly(best.sites, best.groups, lots), ...cutEvenly(rest, groups - best.groups, lots)];
}

interface Branch {
  readonly site: Site;
  readonly parent: Branch | null;
  readonly children: Branch[];
  households: number;
  sites: number;
}

interface Cut {
  readonly sites: Site[];
  readonly groups: number;
  readonly misfit: number;
}

function betterCut(best: Cut | null, branches: readonly Branch[], groups: number, mean: number): Cut | null {
  let found: { branch: Branch; groups: number } | null = null;
  let misfit = best?.misfit ?? Infinity;
  for (const branch of branches) {
    if (branch.parent === null) continue;
    const most = Math.min(branch.sites, groups - 1);
    const least = Math.max(1, groups - (branches.length - branch.sites));
    const fits = Math.min(most, Math.max(least, Math.round(mean === 0 ? groups / 2 : branch.households / mean)));
    const missed = mean === 0 ? 0 : Math.abs(branch.households - fits * mean) / mean;
    const cost = missed + LOPSIDED * Math.abs(fits - groups / 2);
    if (cost < misfit) [found, misfit] = [{ branch, groups: fits }, cost];
  }
  return found === null ? best : { sites: sitesBelow(found.branch), groups: found.groups, misfit };
}

/** The branches of a tree over all sites, drawn by lot, parents before children. */
function spanningTree(sites: readonly Site[], lots: Lots): Branch[] {
  const isHere = new Set(sites);
  const root = branchOf(lots.oneOf(sites), null);
  const branches: Branch[] = [];
  const open = [root];
  const isReached = new Set<Site>();
  while (open.length > 0) {
    const at = Math.floor(lots.next() * open.length);
    const branch = open[at] as Branch;
    open[at] = open.at(-1) as Branch;
    open.pop();
    if (isReached.has(branch.site)) continue;
    isReached.add(branch.site);
    branches.push(branch);
    branch.parent?.children.push(branch);
    for (const next of branch.site.neighbours) {
      if (isHere.has(next) && !isReached.has(next)) open.push(branchOf(next, branch));
    }
  }
  for (const branch of branches.toReversed()) {
    if (branch.parent === null) continue;
    branch.parent.households += branch.households;
    branch.parent.sites += branch.sites;
  }
  return branches;
}

function branchOf(site: Site, parent: Branch | null): Branch {
  return { site, parent, children: [], households: site.households, sites: 1 };
}

function sitesBelow(branch: Branch): Site[] {
  const found = [branch];
  for (const each of found) found.push(...each.children);
  return found.map(({ site }) => site);
}
