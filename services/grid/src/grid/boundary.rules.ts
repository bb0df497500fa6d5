/** WGS-84 position in decimal degrees. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const LEAST_POINTS = 4;
const MOST_POINTS = 500;

/** Path of what is wrong with a position, starting at `path`; null where nothing is. */
export function faultInPosition(position: Position, path: string): string | null {
  if (!(Math.abs(position.latitude) <= 90)) return `${path}.latitude`;
  if (!(Math.abs(position.longitude) <= 180)) return `${path}.longitude`;
  return null;
}

/** Path of what is wrong with a ring: it has 4 to 500 points, and the last repeats the first; null where nothing is wrong. */
export function faultInRing(ring: readonly Position[], path: string): string | null {
  const [first, last] = [ring[0], ring.at(-1)];
  if (first === undefined || last === undefined || ring.length < LEAST_POINTS || ring.length > MOST_POINTS) return path;
  const faults = ring.map((position, index) => faultInPosition(position, `${path}.${index}`));
  const fault = faults.find((found) => found !== null);
  if (fault !== undefined) return fault;
  return first.latitude === last.latitude && first.longitude === last.longitude ? null : `${path}.${ring.length - 1}`;
}

/** A ring as PostgreSQL's polygon writes it: longitude first. */
export function polygonOf(ring: readonly Position[]): string {
  return `(${ring.map(pointOf).join(',')})`;
}

export function ringOf(polygon: string): Position[] {
  const points = JSON.parse(polygon.replaceAll('(', '[').replaceAll(')', ']')) as [number, number][];
  return points.map(([longitude, latitude]) => ({ latitude, longitude }));
}

/** A position as PostgreSQL's point writes it: longitude first. */
export function pointOf(position: Position): string {
  return `(${position.longitude},${position.latitude})`;
}
