/** Kinds of callers, by what they come for. */
export type CallerKind = 'public' | 'frontend' | 'unit' | 'analyst';

export interface Budget {
  /** What one operation may cost. */
  readonly operation: number;
  /** What all operations of one caller may cost in a minute, from a full purse that fills again as time goes by. */
  readonly perMinute: number;
}

/**
 * What callers may spend. A screen costs some 40 to 150; the dearest operation that Linli ships, all of a community on one page, some 21,000.
 */
export const BUDGETS: Readonly<Record<CallerKind, Budget>> = {
  // By address, which a whole neighbourhood may share: twenty of the dearest pages, or some thousand screens.
  public: { operation: 25_000, perMinute: 500_000 },
  // One person at a screen, or a wall of a service centre that shows the dearest page and asks for it anew every two seconds.
  frontend: { operation: 25_000, perMinute: 1_000_000 },
  // A unit's own system asks for what concerns the unit: less than a person who looks after a territory.
  unit: { operation: 25_000, perMinute: 100_000 },
  // Reads long lists by machine: twenty full pages of pages, each larger than any screen needs.
  analyst: { operation: 50_000, perMinute: 1_000_000 },
};
