import { Partition, type Part, type Plot } from './partition.rules.js';
import type { Division, Site } from './plan-objective.rules.js';

/** Why a grid lies more than 15 % off the mean. */
export enum Shortfall {
  /** It is one building, and that is too large by itself. */
  LARGE_BUILDING = 'LARGE_BUILDING',
  /** It is too large, and falls apart without any of the buildings at its edge. */
  WOULD_FALL_APART = 'WOULD_FALL_APART',
  /** It is too large, and whatever building it gave, it or the neighbour would be as far off. */
  NEIGHBOURS_FULL = 'NEIGHBOURS_FULL',
  /** It is too small, and its neighbours fall apart without any of the buildings beside it. */
  NEIGHBOURS_WOULD_FALL_APART = 'NEIGHBOURS_WOULD_FALL_APART',
  /** It is too small, and whatever building a neighbour gave, one of the two would be as far off. */
  NEIGHBOURS_CANNOT_SPARE = 'NEIGHBOURS_CANNOT_SPARE',
}

/** Of each grid of a division that no single change betters, why it is off; null for one that is not. */
export function shortfallsOf(sites: readonly Site[], division: Division): (Shortfall | null)[] {
  const partition = new Partition(sites, division);
  return partition.parts.map((part) =>
    partition.band.outside(part.households) === 0 ? null : shortfallOf(partition, part),
  );
}

function shortfallOf(partition: Partition, part: Part): Shortfall {
  const isLarge = part.households > partition.band.mean;
  if (isLarge && part.buildings === 1) return Shortfall.LARGE_BUILDING;
  const couldPass = isLarge ? edgeOf(partition, part) : edgeAround(partition, part);
  const isHeld = couldPass.every((plot) => !partition.mayLeave(plot));
  if (isLarge) return isHeld ? Shortfall.WOULD_FALL_APART : Shortfall.NEIGHBOURS_FULL;
  return isHeld ? Shortfall.NEIGHBOURS_WOULD_FALL_APART : Shortfall.NEIGHBOURS_CANNOT_SPARE;
}

function edgeOf({ plots }: Partition, part: Part): Plot[] {
  return plots.filter((plot) => plot.part === part && plot.neighbours.some((next) => next.part !== part));
}

function edgeAround({ plots }: Partition, part: Part): Plot[] {
  return plots.filter((plot) => plot.part !== part && plot.neighbours.some((next) => next.part === part));
}
