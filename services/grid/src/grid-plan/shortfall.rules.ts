import type { Language } from '@linli/domain/refusal';
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

const REASONS: Readonly<Record<Shortfall, Readonly<Record<Language, string>>>> = {
  LARGE_BUILDING: {
    zh: '该网格只有一栋楼，仅此一栋户数已超出允许范围，而楼栋不拆分。',
    en: 'It is one building, which is too large by itself, and buildings are not split.',
  },
  WOULD_FALL_APART: {
    zh: '该网格户数偏多，但边缘楼栋移出任何一栋都会使网格不再连片。',
    en: 'It is too large, but would fall apart without any of the buildings at its edge.',
  },
  NEIGHBOURS_FULL: {
    zh: '该网格户数偏多，但无论移出哪一栋，自身或相邻网格都会同样超出允许范围。',
    en: 'It is too large, but whatever building it gave, it or the neighbour would be as far off.',
  },
  NEIGHBOURS_WOULD_FALL_APART: {
    zh: '该网格户数偏少，但相邻网格移出与之相邻的任何一栋都会不再连片或不剩楼栋。',
    en: 'It is too small, but its neighbours would fall apart, or be empty, without any of the buildings beside it.',
  },
  NEIGHBOURS_CANNOT_SPARE: {
    zh: '该网格户数偏少，但无论相邻网格移入哪一栋，两者之一都会同样超出允许范围。',
    en: 'It is too small, but whatever building a neighbour gave, one of the two would be as far off.',
  },
};

/** Why a grid is off, for whoever reads the plan. */
export function reasonOf(shortfall: Shortfall, language: Language): string {
  return REASONS[shortfall][language];
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
