import type { CivilDay } from './civil-time.js';

/** A grid or micro-grid that was closed, with those that took its place. */
export interface GridSuccession {
  readonly grid: string;
  /** The first day on which it was none any more, and its successors were. */
  readonly closedOn: CivilDay;
  readonly successors: readonly string[];
}

/** The grids that stand in the place of one after all of the successions, in the order of codes; the grid itself where none is of it. */
export function lastSuccessorsOf(grid: string, successions: readonly GridSuccession[]): string[] {
  const succeeded = new Map(successions.map((succession) => [succession.grid, succession.successors]));
  const last = new Set<string>();
  const met = new Set<string>();
  const follow = (code: string): void => {
    if (met.has(code)) return;
    met.add(code);
    const successors = succeeded.get(code);
    if (successors === undefined) last.add(code);
    else successors.forEach(follow);
  };
  follow(grid);
  return [...last].toSorted();
}

/** Places once grids were closed, by code: in the stead of a closed grid all that stand in its place, and none twice. */
export function placesAfter(places: readonly string[], successions: readonly GridSuccession[]): string[] {
  return [...new Set(places.flatMap((place) => lastSuccessorsOf(place, successions)))].toSorted();
}
