/** WGS-84 position in decimal degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** A building no farther than this from a point lends it its grid. */
const REACH_M = 200;
const EARTH_RADIUS_M = 6_371_000;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Distance on the ground between two points, in metres (haversine). */
export function metresBetween(a: Point, b: Point): number {
  const [across, along] = [radians(b.latitude - a.latitude) / 2, radians(b.longitude - a.longitude) / 2];
  const h =
    Math.sin(across) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(along) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A box in PostgreSQL's spelling that holds every point within reach, and some beyond. */
export function searchBox(point: Point): string {
  const up = (REACH_M / EARTH_RADIUS_M) * (180 / Math.PI);
  const wide = up / Math.max(0.01, Math.cos(radians(point.latitude)));
  return `(${point.longitude - wide},${point.latitude - up}),(${point.longitude + wide},${point.latitude + up})`;
}

/** The grids of the buildings within reach, that of the nearest first; of two at the same distance, that with the lower code. */
export function nearestFirst(point: Point, buildings: readonly (Point & { grid: string })[]): string[] {
  const near = buildings
    .map((building) => ({ grid: building.grid, metres: metresBetween(point, building) }))
    .filter(({ metres }) => metres <= REACH_M)
    .toSorted((a, b) => a.metres - b.metres || (a.grid < b.grid ? -1 : 1));
  return [...new Set(near.map(({ grid }) => grid))];
}

/** Villages reach far; a point farther than this from every building of a community is not in it. */
const COMMUNITY_REACH_M = 10_000;

export function isInReachOfCommunity(point: Point, nearestBuilding: Point): boolean {
  return metresBetween(point, nearestBuilding) <= COMMUNITY_REACH_M;
}
