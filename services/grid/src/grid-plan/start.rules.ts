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
  const grown = groups.map((group, index) => ({ index, sites: [...group], households: householdsOf(group) }));
  const groupOf = new Map(grown.flatMap((group) => group.sites.map((site) => [site, group])));
  let left = sites.filter((site) => !groupOf.has(site));
  while (left.length > 0) {
    const offers = left.flatMap((site) =>
      site.neighbours.flatMap((next) => {
        const group = groupOf.get(next);
        return group === undefined ? [] : [{ site, group }];
      }),
    );
    const offer = offers.toSorted((a, b) => a.group.households - b.group.households || a.site.index - b.site.index)[0];
    if (offer === undefined) throw new RangeError('the sites are not connected');
    offer.group.sites.push(offer.site);
    offer.group.households += offer.site.households;
    groupOf.set(offer.site, offer.group);
    left = left.filter((site) => site !== offer.site);
  }
  return grown.map((group) => group.sites.map((site) => site.index));
}
