import { parentCode } from '@linli/domain/territory';
import type { LedgerCategory } from './ledger.rules.js';
import { tallyOf, type Figure, type Tally } from './tally.rules.js';

/** A place with an entry in it or below. */
export interface LedgerPlace {
  readonly code: string;
  readonly own: ReadonlyMap<LedgerCategory, Figure>;
  /** How many parts it has; null where these are no division of it, as micro-grids are none of their grid. */
  readonly parts: number | null;
  readonly isClosed: boolean;
}

const NOTHING_ENTERED = { own: new Map<LedgerCategory, Figure>(), parts: null, isClosed: false };

/** Places with what is entered in them, from which a place is counted from below. */
export class LedgerTree {
  readonly #places: ReadonlyMap<string, LedgerPlace>;
  readonly #parts: ReadonlyMap<string | null, readonly LedgerPlace[]>;
  readonly #tallies = new Map<string, Tally>();

  constructor(places: readonly LedgerPlace[]) {
    this.#places = new Map(places.map((place) => [place.code, place]));
    this.#parts = Map.groupBy(
      places.filter((place) => !place.isClosed),
      ({ code }) => parentCode(code),
    );
  }

  /** One category of a place. `isOpen` says where the reader may know any count; it has to be the same whenever a category is asked for. */
  tally(code: string, category: LedgerCategory, isOpen: (code: string) => boolean): Tally {
    const slot = `${code} ${category}`;
    const tally = this.#tallies.get(slot) ?? this.#count(code, category, isOpen);
    this.#tallies.set(slot, tally);
    return tally;
  }

  #count(code: string, category: LedgerCategory, isOpen: (code: string) => boolean): Tally {
    const place = this.#places.get(code) ?? NOTHING_ENTERED;
    const parts = (this.#parts.get(code) ?? []).map((part) => this.tally(part.code, category, isOpen));
    const tally = tallyOf({
      own: place.own.get(category) ?? null,
      parts,
      isWhole: place.parts !== null && parts.length >= place.parts,
      isOpen: isOpen(code),
    });
    return place.isClosed && !isOpen(code) ? { ...tally, shown: withoutCount(tally.shown) } : tally;
  }
}

/** Beside the counts of the grids that came after it, a small one of a closed grid could be told. */
function withoutCount(figure: Figure | null): Figure | null {
  return figure === null ? null : { ...figure, count: null };
}
