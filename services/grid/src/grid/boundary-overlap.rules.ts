import { meeting, sidesOf, type Side } from './boundary-crossing.rules.js';
import type { Position } from './boundary.rules.js';

/** What two rings have in common: how much, and a position in the middle of it. */
export interface Overlap {
  readonly squareMetres: number;
  readonly at: Position;
}

/** Boundaries that were drawn apart along the same street overlap by slivers; up to so many square metres they are neighbours. */
export const SLIVER = 100;

/** Metres in a degree of latitude on a sphere of the earth's mean radius (6,371,008.8 m). */
const METRES = 111_195.08;

/**
 * What two rings, neither of which crosses itself, have in common; null where that is nothing. Between the latitudes at which a
 * side ends or two sides meet all sides are straight, so that what the middle of such a band has in common, times its height, is
 * the area: exact on the plane, and on the earth for places as small as grids.
 */
export function overlapOf(ring: readonly Position[], other: readonly Position[]): Overlap | null {
  const [sides, others] = [sidesOf(ring), sidesOf(other)];
  const latitudes = bandEnds(sides, others);
  let [squareMetres, largest, at]: [number, number, Position | null] = [0, 0, null];
  for (const [index, south] of latitudes.slice(0, -1).entries()) {
    const north = latitudes[index + 1] ?? south;
    const latitude = (south + north) / 2;
    const metresEast = METRES * Math.cos((latitude * Math.PI) / 180);
    for (const [west, east] of inBoth(stretches(sides, latitude), stretches(others, latitude))) {
      const area = (east - west) * metresEast * (north - south) * METRES;
      squareMetres += area;
      if (area > largest) [largest, at] = [area, { latitude, longitude: (west + east) / 2 }];
    }
  }
  return at === null ? null : { squareMetres, at };
}

/** Latitudes at which anything may begin, end or cross, from south to north. */
function bandEnds(sides: readonly Side[], others: readonly Side[]): number[] {
  const ends = [...sides, ...others].map((side) => side.from.latitude);
  const meetings = sides.flatMap((side) => others.flatMap((other) => meeting(side, other)?.latitude ?? []));
  return [...new Set([...ends, ...meetings])].toSorted((a, b) => a - b);
}

type Stretch = readonly [west: number, east: number];

/** From where to where the inside of a ring reaches on a latitude that no side ends on, from west to east. */
function stretches(sides: readonly Side[], latitude: number): Stretch[] {
  const crossed = sides
    .filter(({ from, to }) => from.latitude < latitude !== to.latitude < latitude)
    .map(({ from, to }) => {
      const share = (latitude - from.latitude) / (to.latitude - from.latitude);
      return from.longitude + share * (to.longitude - from.longitude);
    })
    .toSorted((a, b) => a - b);
  return crossed.flatMap((west, index) => {
    const east = crossed[index + 1];
    return index % 2 === 0 && east !== undefined ? [[west, east] as const] : [];
  });
}

function inBoth(ones: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  return ones.flatMap(([west, east]) =>
    others.flatMap(([otherWest, otherEast]) => {
      const both = [Math.max(west, otherWest), Math.min(east, otherEast)] as const;
      return both[0] < both[1] ? [both] : [];
    }),
  );
}
