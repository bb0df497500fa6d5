import type { Spot } from './ground.rules.js';

/**
 * Grids in the order of their numbers, as one reads: row by row from north to south, in a row from west to east. A row is as deep as
 * a grid of average size; the northernmost that is left begins it. Each grid is given by the spots of its buildings.
 */
export function inReadingOrder<Grid>(grids: readonly Grid[], spotsOf: (grid: Grid) => readonly Spot[]): Grid[] {
  const left = grids
    .map((grid) => ({ grid, ...centreOf(spotsOf(grid)) }))
    .toSorted((a, b) => b.north - a.north || a.east - b.east);
  const depth = Math.sqrt(areaOf(grids.flatMap(spotsOf)) / grids.length);
  const ordered: Grid[] = [];
  while (left[0] !== undefined) {
    const southEnd = left[0].north - depth;
    const inRow = left.findIndex(({ north }) => north < southEnd);
    const row = left.splice(0, inRow === -1 ? left.length : inRow);
    ordered.push(...row.toSorted((a, b) => a.east - b.east).map(({ grid }) => grid));
  }
  return ordered;
}

function centreOf(spots: readonly Spot[]): Spot {
  const sum = (part: (spot: Spot) => number) => spots.reduce((total, spot) => total + part(spot), 0);
  return { east: sum((spot) => spot.east) / spots.length, north: sum((spot) => spot.north) / spots.length };
}

/** Square metres of the box around the spots. */
function areaOf(spots: readonly Spot[]): number {
  const span = (values: readonly number[]) =>
    values.reduce((most, each) => Math.max(most, each), -Infinity) -
    values.reduce((least, each) => Math.min(least, each), Infinity);
  return span(spots.map((spot) => spot.east)) * span(spots.map((spot) => spot.north));
}
