import type { CivilDay } from '@linli/domain/civil-time';
import { FigureQualifier } from './ledger.rules.js';

/** A smaller count of people is told to nobody from outside the place. */
const LEAST_SHOWN = 10;
/** The largest number that GraphQL calls an `Int`. */
const MOST_TOLD = 2_147_483_647;

/** A count as it is read; `count` is null where it is withheld, or is not for the reader. */
export interface Figure {
  readonly count: number | null;
  readonly qualifier: FigureQualifier;
  readonly asOf: CivilDay;
}

/** One category of one place: what was entered for it, and the tallies of its parts. */
export interface CountedPlace {
  readonly own: Figure | null;
  /** Of the parts in which anything is entered, here or below. */
  readonly parts: readonly Tally[];
  /** Whether these are all the parts that the place has, and they leave nothing of it out. */
  readonly isWhole: boolean;
  /** Whether the reader may know any count of it, however small. */
  readonly isOpen: boolean;
}

/** What one category of one place comes to, and what of it a reader is told. */
export interface Tally {
  /** As the place's own officers and grid staff read it; null where nothing is entered here or below. */
  readonly figure: Figure | null;
  /** As the reader is told it. */
  readonly shown: Figure | null;
  /** What a sum around counts for it: of a place whose own figure is withheld, what is known of its parts. */
  readonly known: number | null;
  /** Whether `known` leaves no part out. */
  readonly isComplete: boolean;
  /** So much of `known` the reader is told, here or of its parts. */
  readonly seen: number;
  /** Whether the reader is told less than `known`. */
  readonly isHidden: boolean;
  /** Whether it is hidden although what it would add is no small count, since that would tell what each of its parts is. */
  readonly isTelltale: boolean;
}

/**
 * Counts a place: its own entry where there is one, else the sum over its parts with the weakest qualifier. A sum that leaves out a
 * part, because that is withheld or not entered, is `AT_LEAST` what is known; all withheld is `WITHHELD`.
 *
 * A reader from outside is told a count where what it adds to the counts of its parts that they are told is no small count itself,
 * so that no subtraction gives one away; else the sum of those parts, `AT_LEAST`; null where that is small. What it adds may not be
 * the most that its hidden parts can come to either: then each of them would be the largest small count.
 */
export function tallyOf(place: CountedPlace, least = LEAST_SHOWN): Tally {
  const { own, parts, isWhole } = place;
  const known = own?.count ?? sumOf(parts);
  const allPartsKnown = isWhole && parts.every((part) => part.known !== null && part.isComplete);
  const isComplete = own === null ? allPartsKnown : own.count !== null;
  const figure = own ?? figureOf(parts, known, isComplete);
  if (figure === null || known === null || place.isOpen) {
    return { figure, shown: figure, known, isComplete, seen: known ?? 0, isHidden: false, isTelltale: false };
  }
  const hasOwnCount = own !== null && own.count !== null;
  const seen = parts.reduce((sum, part) => sum + part.seen, 0);
  const adds = known - seen;
  const hiddenParts = parts.filter((part) => part.isHidden).length;
  const isShown =
    hiddenParts === 0 && (allPartsKnown || !hasOwnCount)
      ? known >= least
      : adds >= least && adds !== hiddenParts * (least - 1) && !parts.some((part) => part.isTelltale);
  if (isShown) return { figure, shown: figure, known, isComplete, seen: known, isHidden: false, isTelltale: false };
  const isHidden = hasOwnCount || hiddenParts > 0;
  const shown = protectedFigure(figure, seen, least);
  return { figure, shown, known, isComplete, seen, isHidden, isTelltale: isHidden && adds >= least };
}

/** The figure of a place without an entry of its own, as old as its oldest part. */
function figureOf(parts: readonly Tally[], known: number | null, isComplete: boolean): Figure | null {
  const figures = parts.flatMap(({ figure }) => figure ?? []);
  const asOf = figures.map((figure) => figure.asOf).toSorted()[0];
  if (asOf === undefined) return null;
  if (known === null) return { count: null, qualifier: FigureQualifier.WITHHELD, asOf };
  return { count: known, qualifier: isComplete ? weakestOf(figures) : FigureQualifier.AT_LEAST, asOf };
}

function protectedFigure(figure: Figure, seen: number, least: number): Figure {
  if (figure.count === null) return figure;
  return seen < least ? { ...figure, count: null } : { ...figure, count: seen, qualifier: FigureQualifier.AT_LEAST };
}

/** More than GraphQL's `Int` holds is told as at least as much as it holds. */
export function withinInt(figure: Figure): Figure {
  const { count } = figure;
  if (count === null || count <= MOST_TOLD) return figure;
  return { ...figure, count: MOST_TOLD, qualifier: FigureQualifier.AT_LEAST };
}

/** A lower bound promises least: with an estimate beside it, it is the bound that a reader has to know of. */
const WEAKEST_FIRST = [FigureQualifier.AT_LEAST, FigureQualifier.ABOUT];

function weakestOf(figures: readonly Figure[]): FigureQualifier {
  const isAmong = (qualifier: FigureQualifier) => figures.some((figure) => figure.qualifier === qualifier);
  return WEAKEST_FIRST.find(isAmong) ?? FigureQualifier.EXACT;
}

function sumOf(parts: readonly Tally[]): number | null {
  const known = parts.flatMap((part) => part.known ?? []);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}
