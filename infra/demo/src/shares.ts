import type { Lots } from './random.js';

/** Whole numbers that differ by one at the most and come to the total. */
export function evenly(total: number, count: number): number[] {
  const [least, over] = [Math.floor(total / count), total % count];
  return Array.from({ length: count }, (_, index) => least + (index < over ? 1 : 0));
}

/** The same total shared out less evenly, within bounds that the shares keep already. */
export function lessEvenly(
  lots: Lots,
  shares: readonly number[],
  { least, most }: { readonly least: number; readonly most: number },
): number[] {
  const changed = [...shares];
  for (let swaps = 0; swaps < shares.length * 8; swaps += 1) {
    const [from, to] = [lots.between(0, shares.length - 1), lots.between(0, shares.length - 1)];
    const [giving, taking] = [changed[from] ?? 0, changed[to] ?? 0];
    if (from === to || giving <= least || taking >= most) continue;
    changed[from] = giving - 1;
    changed[to] = taking + 1;
  }
  return changed;
}

/** The values in runs of these lengths, one after the other. */
export function inRuns<Value>(values: readonly Value[], lengths: readonly number[]): Value[][] {
  let start = 0;
  return lengths.map((length) => values.slice(start, (start += length)));
}
