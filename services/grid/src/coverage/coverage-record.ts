/** What stands in an area, with its whole subtree, on a day. */
export interface CoverageRecord {
  readonly area: string;
  /** The civil day that the totals are of. */
  readonly on: string;
  readonly compounds: number;
  readonly grids: number;
  readonly microGrids: number;
  readonly buildings: number;
  readonly households: number | null;
  readonly buildingsOfUnknownHouseholds: number;
}
