import { covers } from '@linli/domain/territory';

/** A grid that stands in the place of a closed one. */
export interface Successor {
  readonly code: string;
  /** How many buildings of the closed grid went to it, as far as that is known. */
  readonly buildings: number;
}

/** What is known of the place of an open case whose grid was closed. */
export interface PlaceLeft {
  /** Grid of its building now; null where it is of none that is known. */
  readonly gridOfBuilding: string | null;
  /** Grids and micro-grids that its position may belong to, the likeliest first; none where it has no position. */
  readonly gridsAround: readonly string[];
}

/**
 * Where an open case goes from a closed grid: to the grid of its building; else to that of its position, where it belongs to a
 * successor; else to the successor that took over most buildings of the closed grid, and of several, or where that is not known, to
 * the first by code. Null where nothing succeeded it.
 */
export function placeAfter(left: PlaceLeft, successors: readonly Successor[]): string | null {
  if (left.gridOfBuilding !== null) return left.gridOfBuilding;
  const around = left.gridsAround.find((grid) => successors.some(({ code }) => covers(code, grid)));
  if (around !== undefined) return around;
  const [most] = successors.toSorted((a, b) => b.buildings - a.buildings || (a.code < b.code ? -1 : 1));
  return most?.code ?? null;
}
