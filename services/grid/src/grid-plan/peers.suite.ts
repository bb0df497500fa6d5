import type { Spot } from './ground.rules.js';
import { Lots } from './lots.rules.js';
import { piecesOf } from './pieces.rules.js';
import { householdsOf, type Division, type Site } from './plan-objective.rules.js';

const MEANS_ROUNDS = 50;
const HILBERT_SIDE = 1 << 10;

/**
 * Division by k-means: each building to the nearest of so many centres, which move to their middle, from the middles of today's
 * grids on. Repaired to be contiguous.
 */
export function dividedByMeans(sites: readonly Site[], spots: readonly Spot[], grids: number): Division {
  const todays = [...Map.groupBy(sites, (site) => site.today).values()].map((of) =>
    of.map(({ index }) => spots[index] as Spot),
  );
  let centres = [...todays.flatMap((of) => middleOf(of) ?? []), ...new Lots(7).shuffled(spots)].slice(0, grids);
  let of: number[] = [];
  for (let round = 0; round < MEANS_ROUNDS; round += 1) {
    of = spots.map((spot) => nearest(centres, spot));
    centres = centres.map((centre, index) => middleOf(spots.filter((_, place) => of[place] === index)) ?? centre);
  }
  return madeContiguous(sites, groupsOf(of, grids));
}

/** Division by cutting Hilbert's curve through the buildings after equal households. Repaired to be contiguous. */
export function dividedByCurve(sites: readonly Site[], spots: readonly Spot[], grids: number): Division {
  const [west, south] = [Math.min(...spots.map((spot) => spot.east)), Math.min(...spots.map((spot) => spot.north))];
  const span = Math.max(...spots.map((spot) => Math.max(spot.east - west, spot.north - south)));
  const scale = (metres: number) => Math.floor((metres / span) * (HILBERT_SIDE - 1));
  const order = spots
    .map((spot, index) => ({ index, along: alongHilbert(scale(spot.east - west), scale(spot.north - south)) }))
    .toSorted((a, b) => a.along - b.along);
  const total = householdsOf(sites);
  const of: number[] = [];
  let before = 0;
  for (const { index } of order) {
    const households = sites[index]?.households ?? 0;
    of[index] = Math.min(grids - 1, Math.floor(((before + households / 2) / total) * grids));
    before += households;
  }
  return madeContiguous(sites, groupsOf(of, grids));
}

/** Keeps the largest piece of each group; what lies apart goes to the neighbouring group of the fewest households. */
function madeContiguous(sites: readonly Site[], groups: Division): Division {
  const groupOf = new Map<Site, number>();
  const households = groups.map(() => 0);
  const put = (site: Site, group: number) => {
    groupOf.set(site, group);
    households[group] = (households[group] ?? 0) + site.households;
  };
  groups.forEach((members, group) => {
    const pieces = piecesOf(members.map((member) => sites[member] as Site));
    pieces.toSorted((a, b) => b.length - a.length)[0]?.forEach((site) => put(site, group));
  });
  while (groupOf.size < sites.length) {
    const offers = sites
      .filter((site) => !groupOf.has(site))
      .flatMap((site) => site.neighbours.flatMap((next) => ({ site, group: groupOf.get(next) ?? -1 })))
      .filter(({ group }) => group >= 0)
      .toSorted((a, b) => (households[a.group] ?? 0) - (households[b.group] ?? 0));
    const offer = offers[0] as { site: Site; group: number };
    put(offer.site, offer.group);
  }
  return groups
    .map((_, group) => sites.filter((site) => groupOf.get(site) === group).map((site) => site.index))
    .filter((members) => members.length > 0);
}

function groupsOf(of: readonly number[], grids: number): Division {
  return Array.from({ length: grids }, (_, grid) => [...of.keys()].filter((index) => of[index] === grid));
}

function nearest(centres: readonly Spot[], { east, north }: Spot): number {
  const away = centres.map((centre) => Math.hypot(centre.east - east, centre.north - north));
  return away.indexOf(Math.min(...away));
}

function middleOf(spots: readonly Spot[]): Spot | null {
  if (spots.length === 0) return null;
  const sum = (part: (spot: Spot) => number) => spots.reduce((total, spot) => total + part(spot), 0);
  return { east: sum((spot) => spot.east) / spots.length, north: sum((spot) => spot.north) / spots.length };
}

/** How far along Hilbert's curve a cell of the square lies. */
function alongHilbert(column: number, row: number): number {
  let [x, y, along] = [column, row, 0];
  for (let side = HILBERT_SIDE / 2; side >= 1; side /= 2) {
    const [right, up] = [(x & side) > 0 ? 1 : 0, (y & side) > 0 ? 1 : 0];
    along += side * side * ((3 * right) ^ up);
    if (up === 0) {
      if (right === 1) [x, y] = [HILBERT_SIDE - 1 - x, HILBERT_SIDE - 1 - y];
      [x, y] = [y, x];
    }
  }
  return along;
}
