/** A building as the planner weighs it. */
export interface Site {
  /** Its place in the list. */
  readonly index: number;
  readonly households: number;
  /** Which of today's grids it is in; null where it is in none. */
  readonly today: number | null;
  readonly neighbours: readonly Site[];
}

export function householdsOf(sites: readonly Pick<Site, 'households'>[]): number {
  return sites.reduce((total, { households }) => total + households, 0);
}

/** A division of all sites: of each grid, the places of its buildings in the list. */
export type Division = readonly (readonly number[])[];

/** What a contiguous division is judged by. Whole numbers, so that two compare without rounding. */
export interface Score {
  /** Households by which its grids lie outside the band, as `Band` measures them. */
  readonly outside: number;
  /** Buildings that change grid. */
  readonly moves: number;
  /** Households of the largest grid. */
  readonly most: number;
  /** Households of the smallest grid. */
  readonly fewest: number;
}

/** Taken out of the global object once: they are asked for a million times a second. */
const { abs, max } = Math;
const TOLERANCE_PERCENT = 15;

/** The households that a grid should have: within 15 % of the mean. */
export class Band {
  readonly mean: number;
  readonly #total: number;
  readonly #grids: number;

  constructor(total: number, grids: number) {
    this.mean = total / grids;
    this.#total = total;
    this.#grids = grids;
  }

  /** How far so many households lie outside; 0 within. In hundredths of a household, times the number of grids. */
  outside(households: number): number {
    const off = abs(this.#grids * households - this.#total);
    return max(0, 100 * off - TOLERANCE_PERCENT * this.#total);
  }

  /** From the mean, as a share of it. */
  deviation(households: number): number {
    return this.mean === 0 ? 0 : households / this.mean - 1;
  }

  /** The same, as a share of what is allowed. */
  strain(households: number): number {
    return (this.deviation(households) * 100) / TOLERANCE_PERCENT;
  }
}

/** Below 0 where the first is better: first what lies outside the band, then moves, then the largest grid over the smallest. */
export function compareScores(a: Score, b: Score): number {
  return a.outside - b.outside || a.moves - b.moves || compareImbalances(a, b);
}

/** Largest over smallest number of households; a grid without any counts as one of 1. */
export function imbalanceOf({ most, fewest }: Score): number {
  return most / Math.max(fewest, 1);
}

function compareImbalances(a: Score, b: Score): number {
  return a.most * b.fewest - b.most * a.fewest || a.most - b.most;
}

/** How many grids of about so many households there are to be: at least one, and no more than buildings. */
export function gridsFor(households: number, target: number, buildings: number): number {
  return Math.min(buildings, Math.max(1, Math.round(households / target)));
}
