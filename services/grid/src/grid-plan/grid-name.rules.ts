/**
 * Names for the grids of a plan that take none over, by their numbers in it: 第3网格. One whose name a living grid has takes the next
 * number after the plan's own that is free.
 */
export function namesByNumber(
  sequences: readonly number[],
  { living, grids }: { readonly living: readonly string[]; readonly grids: number },
): Map<number, string> {
  const taken = new Set(living);
  const names = new Map<number, string>();
  for (const sequence of sequences.filter((each) => !taken.has(nameOf(each)))) names.set(sequence, nameOf(sequence));
  let next = grids + 1;
  for (const sequence of sequences.filter((each) => !names.has(each))) {
    while (taken.has(nameOf(next))) next += 1;
    names.set(sequence, nameOf(next));
    next += 1;
  }
  return names;
}

function nameOf(number: number): string {
  return `第${number}网格`;
}
