import type { Position } from '../grid/boundary.rules.js';

/** A place in metres east and north of the middle of what is planned. */
export interface Spot {
  readonly east: number;
  readonly north: number;
}

/** What says where a building stands. */
export interface Standing {
  readonly location: Position | null;
  readonly compound: string | null;
}

const METRES_A_DEGREE = 111_195;
/** Turned by this angle, one more never stands in line with those before it. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const APART_METRES = 0.5;

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
  const metresALongitude = METRES_A_DEGREE * Math.cos((middle.latitude * Math.PI) / 180);
  return {
    east: (position.longitude - middle.longitude) * metresALongitude,
    north: (position.latitude - middle.latitude) * METRES_A_DEGREE,
  };
}

function setApart(spots: readonly Spot[]): Spot[] {
  const taken = new Map<string, number>();
  return spots.map(({ east, north }) => {
    const key = `${east},${north}`;
    const before = taken.get(key) ?? 0;
    taken.set(key, before + 1);
    const away = APART_METRES * Math.sqrt(before);
    return {
      east: east + away * Math.cos(before * GOLDEN_ANGLE),
      north: north + away * Math.sin(before * GOLDEN_ANGLE),
    };
  });
}
