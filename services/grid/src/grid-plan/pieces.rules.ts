import type { Site } from './plan-objective.rules.js';

/** The connected pieces of some sites, in the order in which their first ones come. */
export function piecesOf(sites: readonly Site[]): Site[][] {
  const left = new Set(sites);
  const pieces: Site[][] = [];
  for (const site of sites) {
    if (!left.delete(site)) continue;
    const piece = [site];
    for (const each of piece) piece.push(...each.neighbours.filter((next) => left.delete(next)));
    pieces.push(piece);
  }
  return pieces;
}
