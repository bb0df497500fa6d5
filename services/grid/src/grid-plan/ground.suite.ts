import { Lots } from './lots.rules.js';
import type { Site } from './plan-objective.rules.js';

/** A building on invented ground: its households, and today's grid. */
export interface Sketch {
  readonly households: number;
  readonly today?: number | null;
}

/** Sites that are joined by the edges. */
function sitesFrom(sketches: readonly Sketch[], edges: readonly (readonly [number, number])[]): Site[] {
  const sites = sketches.map(({ households, today = null }, index) => ({
    index,
    households,
    today,
    neighbours: [] as Site[],
  }));
  for (const [a, b] of edges) {
    sites[a]?.neighbours.push(sites[b] as Site);
    sites[b]?.neighbours.push(sites[a] as Site);
  }
  return sites;
}

/** Sites in a line, each the neighbour of the next. */
export function sitesInLine(sketches: readonly Sketch[]): Site[] {
  return sitesFrom(
    sketches,
    sketches.slice(1).map((_, index) => [index, index + 1] as const),
  );
}

/** Connected sites, 4 to 12, the same for the same seed: a random tree and a few edges more, in up to four grids today. */
export function drawnSites(seed: number): Site[] {
  const lots = new Lots(seed);
  const upTo = (most: number) => Math.floor(lots.next() * (most + 1));
  const count = 4 + upTo(8);
  const todays = 1 + upTo(3);
  const sketches = Array.from({ length: count }, () => ({
    households: 1 + upTo(40),
    today: lots.next() < 0.1 ? null : upTo(todays - 1),
  }));
  const tree = Array.from({ length: count - 1 }, (_, index) => [upTo(index), index + 1] as const);
  const more = Array.from({ length: upTo(count) }, () => [upTo(count - 1), upTo(count - 1)] as const);
  const edges = [...tree, ...more.filter(([a, b]) => a < b)];
  return sitesFrom(sketches, [...new Map(edges.map((edge) => [edge.join(), edge])).values()]);
}
