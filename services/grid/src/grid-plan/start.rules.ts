import type { Lots } from './lots.rules.js';
import { piecesOf } from './pieces.rules.js';
import { householdsOf, type Division, type Site } from './plan-objective.rules.js';
import { cutEvenly } from './tree-cut.rules.js';

/**
 * A contiguous division into so many grids that is near today's: what lies apart of a grid goes to its neighbours, the smallest
 * grids are dissolved where there are too many, the largest cut where there are too few. What is in no grid today counts as one.
 */
export function startFrom(sites: readonly Site[], grids: number, lots: Lots): Division {
  const mean = householdsOf(sites) / grids;
  const groups = [...Map.groupBy(sites, (site) => site.today).values()].flatMap((of) => {
    const pieces = piecesOf(of).toSorted((a, b) => b.length - a.length);
    return pieces.map((piece, place) => ({ sites: piece, isFragment: place > 0 && householdsOf(piece) < mean / 2 }));
  });
  const whole = groups.filter((group) => !group.isFragment);
  const areEnough = whole.reduce((count, group) => count + group.sites.length, 0) >= grids;
  const bodies = (areEnough ? whole : groups).map((group) => group.sites).toSorted((a, b) => b.length - a.length);
  const seats = seatsFor(bodies, grids);
  const kept = bodies.slice(0, grids).flatMap((body, place) => cutEvenly(body, seats[place] ?? 1, lots));
  return absorbed(sites, kept);
}

/** Into how many grids each group is cut: one by one to whichever would have the most households a grid. */
function seatsFor(groups: readonly (readonly Site[])[], grids: number): number[] {
  const claims = groups
    .slice(0, grids)
    .map((group) => ({ households: householdsOf(group), sites: group.length, seats: 1 }));
  for (let left = grids - claims.length; left > 0; left -= 1) {
    const able = claims.filter((claim) => claim.seats < claim.sites);
    const next = able.toSorted((a, b) => b.households / b.seats - a.households / a.seats)[0];
    if (next !== undefined) next.seats += 1;
  }
  return claims.map((claim) => claim.seats);
}

/** The groups, grown over all sites that are in none: one at a time, each to the neighbouring group of the fewest households. */
function absorbed(sites: readonly Site[], groups: readonly (readonly Site[])[]): Division {
  const left = new Set(sites);
  const grown = groups.map((group) => new Growing(group, left));
  while (left.size > 0) {
    const next = grown.filter((group) => group.canGrow()).toSorted((a, b) => a.compare(b))[0];
    if (next === undefined) throw new RangeError('the sites are not connected');
    next.grow();
  }
  return grown.map((group) => group.members.map((site) => site.index));
}

/** A group that takes in, one by one, the sites beside it that are in no group. */
class Growing {
  readonly members: Site[] = [];
  #households = 0;
  readonly #left: Set<Site>;
  readonly #beside = new Set<Site>();

  constructor(members: readonly Site[], left: Set<Site>) {
    this.#left = left;
    for (const member of members) this.#take(member);
  }

  canGrow(): boolean {
    for (const site of this.#beside) if (!this.#left.has(site)) this.#beside.delete(site);
    return this.#beside.size > 0;
  }

  /** Below 0 where it is this one's turn: of the fewest households, of as many the one beside the first site. */
  compare(other: Growing): number {
    return this.#households - other.#households || this.#next().index - other.#next().index;
  }

  grow(): void {
    this.#take(this.#next());
  }

  #next(): Site {
    return [...this.#beside].reduce((first, site) => (site.index < first.index ? site : first));
  }

  #take(site: Site): void {
    this.members.push(site);
    this.#households += site.households;
    this.#left.delete(site);
    for (const next of site.neighbours) if (this.#left.has(next)) this.#beside.add(next);
  }
}
