import type { Score, Site } from './plan-objective.rules.js';

/** Taken out of the global object once: they are asked for a million times a second. */
const { max, min } = Math;

/** The best score of any division into so many contiguous grids, by looking at each: written apart from the planner, to judge it. */
export function bestScoreByExhaustion(sites: readonly Site[], grids: number): Score {
  const isWhole = connectedSets(sites);
  const households = householdsOfSets(sites);
  let best: Score | null = null;
  const sets = Array.from({ length: grids }, () => 0);
  const put = (index: number, used: number): void => {
    if (grids - used > sites.length - index) return;
    if (index === sites.length) {
      for (const set of sets) if (isWhole[set] !== 1) return;
      const score = scoreBySets(sites, sets, households, best?.outside ?? Infinity);
      if (score !== null && (best === null || isBefore(score, best))) best = score;
      return;
    }
    for (let grid = 0; grid < min(used + 1, grids); grid += 1) {
      sets[grid] = (sets[grid] ?? 0) | (1 << index);
      put(index + 1, max(used, grid + 1));
      sets[grid] = (sets[grid] ?? 0) & ~(1 << index);
    }
  };
  put(0, 0);
  if (best === null) throw new Error('no division is contiguous');
  return best;
}

/** The score of sets of sites; null where they lie further outside than so much. */
function scoreBySets(sites: readonly Site[], sets: readonly number[], ofSet: Int32Array, most: number): Score | null {
  const households = sets.map((set) => ofSet[set] ?? 0);
  const total = households.reduce((sum, each) => sum + each, 0);
  const outside = households
    .map((each) => 100 * sets.length * each)
    .reduce((sum, each) => sum + max(0, 85 * total - each, each - 115 * total), 0);
  if (outside > most) return null;
  const stay = mostThatStay(sets.map((set) => membersOf(sites, set)));
  const moves = sites.filter((site) => site.today !== null).length - stay;
  return { outside, moves, most: max(...households), fewest: min(...households) };
}

/** Buildings that stay where each group goes on as another of today's grids, or as none: every way is tried. */
function mostThatStay(groups: readonly (readonly Site[])[], taken: readonly number[] = []): number {
  const [group, ...others] = groups;
  if (group === undefined) return 0;
  const free = [...new Set(group.map((site) => site.today))].filter(
    (today) => today !== null && !taken.includes(today),
  );
  return max(
    mostThatStay(others, taken),
    ...free.map(
      (today) =>
        group.filter((site) => site.today === today).length + mostThatStay(others, [...taken, today as number]),
    ),
  );
}

function isBefore(a: Score, b: Score): boolean {
  if (a.outside !== b.outside) return a.outside < b.outside;
  if (a.moves !== b.moves) return a.moves < b.moves;
  return a.most * b.fewest < b.most * a.fewest;
}

function membersOf(sites: readonly Site[], set: number): Site[] {
  return sites.filter((site) => (set & (1 << site.index)) !== 0);
}

/** 1 at each set of sites, as the bits of a number, that is connected and not empty. */
function connectedSets(sites: readonly Site[]): Uint8Array {
  const isWhole = new Uint8Array(1 << sites.length);
  for (let set = 1; set < isWhole.length; set += 1) {
    let reached = set & -set;
    for (let before = 0; before !== reached;) {
      before = reached;
      for (const site of membersOf(sites, reached)) {
        for (const next of site.neighbours) reached |= set & (1 << next.index);
      }
    }
    isWhole[set] = reached === set ? 1 : 0;
  }
  return isWhole;
}

function householdsOfSets(sites: readonly Site[]): Int32Array {
  return Int32Array.from({ length: 1 << sites.length }, (_, set) =>
    membersOf(sites, set).reduce((sum, site) => sum + site.households, 0),
  );
}
