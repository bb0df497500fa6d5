import Delaunator from 'delaunator';
import type { Spot } from './ground.rules.js';

/** The edges of the Delaunay triangulation, as pairs of places in the list, the lower first; of spots in a line, the line. */
export function triangulationOf(spots: readonly Spot[]): [number, number][] {
  if (spots.length < 2) return [];
  const { triangles, halfedges } = Delaunator.from(
    [...spots],
    ({ east }) => east,
    ({ north }) => north,
  );
  if (triangles.length === 0) return lineThrough(spots);
  const edges: [number, number][] = [];
  triangles.forEach((start, halfedge) => {
    const end = triangles[halfedge % 3 === 2 ? halfedge - 2 : halfedge + 1] as number;
    if (halfedge > (halfedges[halfedge] as number)) edges.push(start < end ? [start, end] : [end, start]);
  });
  return edges;
}

function lineThrough(spots: readonly Spot[]): [number, number][] {
  const inLine = spots
    .map(({ east, north }, index) => ({ east, north, index }))
    .toSorted((a, b) => a.east - b.east || a.north - b.north);
  return inLine.slice(1).map(({ index }, before) => {
    const previous = (inLine[before] as { index: number }).index;
    return previous < index ? [previous, index] : [index, previous];
  });
}
