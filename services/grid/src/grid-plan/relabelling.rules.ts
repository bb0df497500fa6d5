import type { Division, Site } from './plan-objective.rules.js';

/**
 * Which of today's grids each planned grid goes on as, so that the fewest buildings change grid; null for one that goes on as none.
 * No two go on as the same.
 */
export function relabelled(sites: readonly Site[], division: Division): (number | null)[] {
  const overlaps = division.map((members) => overlapsOf(sites, members));
  const todays = [...new Set(overlaps.flatMap((overlap) => [...overlap.keys()]))].toSorted((a, b) => a - b);
  const columns = Math.max(division.length, todays.length);
  const gain = (row: number, column: number) => overlaps[row]?.get(todays[column] ?? NOWHERE) ?? 0;
  return assignment(division.length, columns, (row, column) => -gain(row, column)).map((column, row) =>
    gain(row, column) > 0 ? (todays[column] ?? null) : null,
  );
}

const NOWHERE = -1;

function overlapsOf(sites: readonly Site[], members: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const index of members) {
    const today = sites[index]?.today ?? null;
    if (today !== null) counts.set(today, (counts.get(today) ?? 0) + 1);
  }
  return counts;
}

/**
 * The column of each row in the cheapest assignment of rows to at least as many columns: the Hungarian method by shortest augmenting
 * paths, row by row. Place 0 of each list is a column, or a row, that does not exist.
 */
function assignment(rows: number, columns: number, costOf: (row: number, column: number) => number): number[] {
  const at = (list: Float64Array | Int32Array, index: number) => list[index] as number;
  const ofRow = new Float64Array(rows + 1);
  const ofColumn = new Float64Array(columns + 1);
  const rowAt = new Int32Array(columns + 1);
  const cameFrom = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row += 1) {
    const slack = new Float64Array(columns + 1).fill(Infinity);
    const isUsed = new Uint8Array(columns + 1);
    let column = 0;
    rowAt[0] = row;
    do {
      isUsed[column] = 1;
      const here = at(rowAt, column);
      let [least, next] = [Infinity, 0];
      for (let other = 1; other <= columns; other += 1) {
        if (isUsed[other] === 1) continue;
        const reduced = costOf(here - 1, other - 1) - at(ofRow, here) - at(ofColumn, other);
        if (reduced < at(slack, other)) {
          slack[other] = reduced;
          cameFrom[other] = column;
        }
        if (at(slack, other) < least) [least, next] = [at(slack, other), other];
      }
      for (let other = 0; other <= columns; other += 1) {
        if (isUsed[other] === 1) {
          ofRow[at(rowAt, other)] = at(ofRow, at(rowAt, other)) + least;
          ofColumn[other] = at(ofColumn, other) - least;
        } else slack[other] = at(slack, other) - least;
      }
      column = next;
    } while (at(rowAt, column) !== 0);
    for (; column !== 0; column = at(cameFrom, column)) rowAt[column] = at(rowAt, at(cameFrom, column));
  }
  const columnOf = Array.from({ length: rows }, () => 0);
  rowAt.forEach((row, column) => {
    if (column > 0 && row > 0) columnOf[row - 1] = column - 1;
  });
  return columnOf;
}
