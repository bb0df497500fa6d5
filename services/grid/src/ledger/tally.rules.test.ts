import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FigureQualifier } from './ledger.rules.js';
import { tallyOf, type Figure, type Tally } from './tally.rules.js';

const { EXACT, AT_LEAST, ABOUT, WITHHELD } = FigureQualifier;
const DAY = '2026-11-01';

const entry = (count: number | null, qualifier = count === null ? WITHHELD : EXACT, asOf = DAY): Figure => ({
  count,
  qualifier,
  asOf,
});
const place = (own: Figure | null, parts: readonly Tally[] = [], { isWhole = true, isOpen = false } = {}) =>
  tallyOf({ own, parts, isWhole, isOpen });
const grid = (count: number) => place(entry(count));
const NOTHING = place(null);

describe('a place comes to', () => {
  it.each<[string, Tally, Figure | null]>([
    ['its own entry where it has one', place(entry(60), [grid(20), grid(30)]), entry(60)],
    ['the sum over its parts where it has none', place(null, [grid(20), grid(30)]), entry(50)],
    [
      'a sum as old as its oldest part',
      place(null, [grid(20), place(entry(30, EXACT, '2026-01-01'))]),
      entry(50, EXACT, '2026-01-01'),
    ],
    [
      'about as much, with an estimate among its parts',
      place(null, [grid(20), place(entry(30, ABOUT))]),
      entry(50, ABOUT),
    ],
    [
      'at least as much, with a lower bound and an estimate among them',
      place(null, [place(entry(20, AT_LEAST)), place(entry(30, ABOUT))]),
      entry(50, AT_LEAST),
    ],
    ['at least what is known, with a part withheld', place(null, [grid(20), place(entry(null))]), entry(20, AT_LEAST)],
    [
      'at least what is known, with a part not entered',
      place(null, [grid(20)], { isWhole: false }),
      entry(20, AT_LEAST),
    ],
    ['withheld, with all parts withheld', place(null, [place(entry(null)), place(entry(null))]), entry(null)],
    ['withheld where it says so itself, whatever is known of its parts', place(entry(null), [grid(20)]), entry(null)],
    [
      'at least what is known of the parts of a part that is withheld',
      place(null, [place(entry(null), [grid(20)]), grid(30)]),
      entry(50, AT_LEAST),
    ],
    ['nothing, with nothing entered', NOTHING, null],
  ])('%s', (_what, tally, figure) => {
    expect(tally.figure).toEqual(figure);
  });
});

describe('a reader from outside is told', () => {
  it.each<[string, Tally, Figure]>([
    ['a count of ten', grid(10), entry(10)],
    ['no smaller one, nor that there is none', grid(9), { ...entry(9), count: null }],
    ['no count of nought', grid(0), { ...entry(0), count: null }],
    ['that a count is withheld', place(entry(null)), entry(null)],
    [
      'a total that adds ten to the parts that they are told',
      place(entry(60), [grid(50), grid(4), grid(6)]),
      entry(60),
    ],
    [
      'no total whose one hidden part a subtraction would give away',
      place(null, [grid(50), grid(4)]),
      entry(50, AT_LEAST),
    ],
    ['nor such an entry of its own', place(entry(54), [grid(50), grid(4)]), entry(50, AT_LEAST)],
    [
      'nor one that gives away a part of which nothing is entered',
      place(entry(54), [grid(50)], { isWhole: false }),
      entry(50, AT_LEAST),
    ],
    [
      'nor one that gives away a part that is withheld',
      place(entry(54), [grid(50), place(entry(null))]),
      entry(50, AT_LEAST),
    ],
    ['a total of small parts alone', place(null, [grid(4), grid(7)]), entry(11)],
    [
      'no total that says that each hidden part is nine',
      place(null, [grid(9), grid(9)]),
      { ...entry(18), count: null },
    ],
    [
      'nor any total around that',
      place(null, [place(null, [grid(9), grid(9)]), grid(8), grid(30)]),
      entry(30, AT_LEAST),
    ],
    ['an entry of its own that agrees with its parts', place(entry(50), [grid(20), grid(30)]), entry(50)],
  ])('%s', (_what, tally, shown) => {
    expect(tally.shown).toEqual(shown);
  });

  it('every count of a place that is theirs, and none that their own place would give away', () => {
    const own = place(entry(3), [], { isOpen: true });
    expect(own.shown).toEqual(entry(3));
    expect(place(null, [own, grid(8)]).shown).toEqual({ ...entry(11), count: null });
    expect(place(null, [own, grid(8), grid(5)]).shown).toEqual(entry(16));
  });
});

/** A place of a small world: a leaf has a count that may be entered, any other place parts. */
interface Node {
  readonly isEntered: boolean;
  readonly isOpen: boolean;
  readonly parts: readonly Node[];
}

/** Small counts are 0, 1 and 2 here, so that all worlds can be tried. */
const LEAST = 3;
const MOST_IN_WORLD = 8;

const leaf = fc.record({
  isEntered: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
  isOpen: rarely(),
  parts: fc.constant([]),
});
const inner = fc.record({
  isEntered: fc.boolean(),
  isOpen: rarely(),
  parts: fc.array(leaf, { minLength: 1, maxLength: 3 }),
});
const world = fc
  .record({
    isEntered: fc.boolean(),
    isOpen: fc.constant(false),
    parts: fc.array(fc.oneof(leaf, inner), { minLength: 1, maxLength: 3 }),
  })
  .filter((root) => leavesOf(root).length <= 4);

describe('whatever a reader is told of all places', () => {
  it('no small count from outside their own places follows from it', () => {
    fc.assert(
      fc.property(world, fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }), (root, values) => {
        const leaves = leavesOf(root);
        const counts = values.slice(0, leaves.length);
        const told = toldOf(root, counts);
        const alike = worldsOf(leaves.length).filter((other) => toldOf(root, other) === told);
        const givenAway = leaves.flatMap((place, at) => {
          const count = counts[at] as number;
          const isSmallOutside = count < LEAST && !place.isOpen;
          return isSmallOutside && alike.every((other) => other[at] === count) ? [at] : [];
        });
        expect({ root, counts, givenAway }).toEqual({ root, counts, givenAway: [] });
      }),
      { numRuns: 200 },
    );
  });
});

function rarely() {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true));
}

/** The leaves in their order; a leaf is open in whatever open place it lies. */
function leavesOf({ parts, ...place }: Node, around = false): { isOpen: boolean }[] {
  const isOpen = around || place.isOpen;
  return parts.length === 0 ? [{ isOpen }] : parts.flatMap((part) => leavesOf(part, isOpen));
}

/** All that the reader is told of a world with these counts: entries of places with parts are true sums. */
function toldOf(root: Node, counts: readonly number[]): string {
  const told: (Figure | null)[] = [];
  let next = 0;
  const visit = (place: Node, around: boolean): { tally: Tally; count: number } => {
    const isOpen = around || place.isOpen;
    const parts = place.parts.map((part) => visit(part, isOpen));
    const count =
      place.parts.length === 0 ? (counts[next++] as number) : parts.reduce((sum, part) => sum + part.count, 0);
    const own = place.isEntered ? entry(count) : null;
    const tally = tallyOf({ own, parts: parts.map((part) => part.tally), isWhole: true, isOpen }, LEAST);
    told.push(tally.shown);
    return { tally, count };
  };
  visit(root, false);
  return JSON.stringify(told);
}

function worldsOf(leaves: number): number[][] {
  return Array.from({ length: (MOST_IN_WORLD + 1) ** leaves }, (_, n) =>
    Array.from({ length: leaves }, (__, at) => Math.floor(n / (MOST_IN_WORLD + 1) ** at) % (MOST_IN_WORLD + 1)),
  );
}
