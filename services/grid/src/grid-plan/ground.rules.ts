import type { Position } from '../grid/boundary.rules.js';

/** A place in whole centimetres east and north of the middle of what is planned: so whole that geometry is not rounded. */
export interface Spot {
  readonly east: number;
  readonly north: number;
}

/** What says where a building stands. */
export interface Standing {
  readonly location: Position | null;
  readonly compound: string | null;
}

const CENTIMETRES_A_DEGREE = 11_119_500;
/** Turned by this angle, one more never stands in line with those before it. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const APART_CENTIMETRES = 50;

/**
 * Where each building stands, no two on the same spot. One without a position stands at the centre of its compound's known
 * positions, or of the whole community's; those that share a spot are set half a metre apart.
 */
export function spotsOf(buildings: readonly Standing[]): Spot[] {
  const known = buildings.flatMap(({ location }) => location ?? []);
  const middle = centreOf(known) ?? { latitude: 0, longitude: 0 };
  const located = Map.groupBy(buildings, (building) => building.compound);
  const centres = new Map(
    [...located].map(([compound, of]) => [compound, compound === null ? null : centreOf(of.flatMap(positionOf))]),
  );
  const spots = buildings.map(({ location, compound }) => spotAt(location ?? centres.get(compound) ?? middle, middle));
  return setApart(spots);
}

function positionOf({ location }: Standing): readonly Position[] {
  return location === null ? [] : [location];
}

function centreOf(positions: readonly Position[]): Position | null {
  if (positions.length === 0) return null;
  const sum = (part: (position: Position) => number) => positions.reduce((total, each) => total + part(each), 0);
  return {
    latitude: sum((position) => position.latitude) / positions.length,
    longitude: sum((position) => position.longitude) / positions.length,
  };
}

function spotAt(position: Position, middle: Position): Spot {
  const aLongitude = CENTIMETRES_A_DEGREE * Math.cos((middle.latitude * Math.PI) / 180);
  return {
    east: Math.round((position.longitude - middle.longitude) * aLongitude),
    north: Math.round((position.latitude - middle.latitude) * CENTIMETRES_A_DEGREE),
  };
}

/** The first on a spot stays there; the others go round it outwards, each to a spot that is free. */
function setApart(spots: readonly Spot[]): Spot[] {
  const steps = new Map<string, number>();
  const taken = new Set(spots.map(keyOf));
  return spots.map((spot) => {
    const key = keyOf(spot);
    let step = steps.get(key) ?? 0;
    let free = spot;
    for (; step > 0 && taken.has(keyOf(free)); step += 1) free = besideAt(spot, step);
    taken.add(keyOf(free));
    steps.set(key, step === 0 ? 1 : step);
    return free;
  });
}

function besideAt({ east, north }: Spot, step: number): Spot {
  const away = APART_CENTIMETRES * Math.sqrt(step);
  return {
    east: Math.round(east + away * Math.cos(step * GOLDEN_ANGLE)),
    north: Math.round(north + away * Math.sin(step * GOLDEN_ANGLE)),
  };
}

function keyOf({ east, north }: Spot): string {
  return `${east},${north}`;
}
