import type { Spot } from './ground.rules.js';

/** An edge between two buildings, as their places in the list. */
export type Edge = readonly [number, number];

/** A building on the map of neighbours. */
export interface Stand {
  readonly spot: Spot;
  /** Null where it belongs to none: then it is a ground of its own. */
  readonly compound: string | null;
}

/**
 * Which buildings are neighbours: one comes from each to all others in one or more steps. Within a compound, those with nobody of
 * the compound in the circle over them (Gabriel's graph). A compound is a barrier: it meets another ground only where the two come
 * nearest, at one pair of buildings, so that a grid goes round a compound or takes of it, but never through. `triangulate` gives
 * the edges of the Delaunay triangulation, which hold those of Gabriel's graph.
 */
export function neighbourEdges(
  stands: readonly Stand[],
  triangulate: (spots: readonly Spot[]) => readonly Edge[],
): Edge[] {
  const grounds = Map.groupBy(stands.keys(), (index) => stands[index]?.compound ?? index);
  const groundOf = new Map([...grounds].flatMap(([ground, members]) => members.map((index) => [index, ground])));
  const within = [...grounds.values()].flatMap((members) => gabrielEdges(stands, members, triangulate));
  const between = gabrielEdges(stands, [...stands.keys()], triangulate).filter(
    ([a, b]) => groundOf.get(a) !== groundOf.get(b),
  );
  const gates = new Map<string, Edge>();
  for (const edge of between.toSorted(
    (a, b) => lengthOf(stands, a) - lengthOf(stands, b) || a[0] - b[0] || a[1] - b[1],
  )) {
    const pair = edge
      .map((index) => String(groundOf.get(index)))
      .toSorted()
      .join(' ');
    if (!gates.has(pair)) gates.set(pair, edge);
  }
  return [...within, ...gates.values()];
}

/** The edges of a triangulation of some buildings in whose circle no third one of them stands; they join all. */
function gabrielEdges(
  stands: readonly Stand[],
  members: readonly number[],
  triangulate: (spots: readonly Spot[]) => readonly Edge[],
): Edge[] {
  const edges = triangulate(members.map((index) => (stands[index] as Stand).spot)).map(([a, b]): Edge => [
    members[a] as number,
    members[b] as number,
  ]);
  const around = aroundOf(edges);
  // Where the circle over an edge of the triangulation holds any spot, it holds one that is joined to an end of the edge.
  const free = edges.filter(([a, b]) =>
    [...(around.get(a) ?? []), ...(around.get(b) ?? [])].every(
      (other) => other === a || other === b || !isBetween(stands, other, a, b),
    ),
  );
  return joined(stands, members, free);
}

/** The edges, and where they do not join all the shortest that do: a triangulation of what is almost a line may leave one out. */
function joined(stands: readonly Stand[], members: readonly number[], edges: readonly Edge[]): Edge[] {
  const all = [...edges];
  for (;;) {
    const reached = reachedFrom(members[0] as number, all);
    const left = members.filter((index) => !reached.has(index));
    if (left.length === 0) return all;
    const bridges = left.flatMap((to) => [...reached].map((from): Edge => (from < to ? [from, to] : [to, from])));
    const shortest = bridges.reduce((a, b) => (lengthOf(stands, b) < lengthOf(stands, a) ? b : a));
    all.push(shortest);
  }
}

function reachedFrom(first: number, edges: readonly Edge[]): Set<number> {
  const around = aroundOf(edges);
  const reached = new Set([first]);
  for (const each of reached) for (const next of around.get(each) ?? []) reached.add(next);
  return reached;
}

function aroundOf(edges: readonly Edge[]): Map<number, number[]> {
  const around = new Map<number, number[]>();
  const join = (from: number, to: number) => {
    const known = around.get(from);
    if (known === undefined) around.set(from, [to]);
    else known.push(to);
  };
  for (const [a, b] of edges) {
    join(a, b);
    join(b, a);
  }
  return around;
}

/** Whether the angle at a building towards two others is blunt, which is to stand in the circle over them. */
function isBetween(stands: readonly Stand[], index: number, a: number, b: number): boolean {
  const [at, from, to] = [index, a, b].map((each) => (stands[each] as Stand).spot) as [Spot, Spot, Spot];
  return (from.east - at.east) * (to.east - at.east) + (from.north - at.north) * (to.north - at.north) < 0;
}

function lengthOf(stands: readonly Stand[], [a, b]: Edge): number {
  const [from, to] = [(stands[a] as Stand).spot, (stands[b] as Stand).spot];
  return Math.hypot(from.east - to.east, from.north - to.north);
}
