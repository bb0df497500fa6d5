/**
 * Households to plan each building by. One whose households are not known counts as the mean of the known ones, rounded and at
 * least 1. Null where none are known, or all have none: then there is nothing to divide by.
 */
export function householdsToPlanBy(known: readonly (number | null)[]): number[] | null {
  const counted = known.filter((households) => households !== null);
  const total = counted.reduce((sum, households) => sum + households, 0);
  if (total === 0) return null;
  const usual = Math.max(1, Math.round(total / counted.length));
  return known.map((households) => households ?? usual);
}
