import { annealed } from './annealing.rules.js';
import { bestDivision, MOST_EXACT } from './exact-plan.rules.js';
import { settled } from './exchange.rules.js';
import { Lots } from './lots.rules.js';
import { scoreOf } from './partition.rules.js';
import { compareScores, type Division, type Site } from './plan-objective.rules.js';
import { startFrom } from './start.rules.js';
import { cutEvenly } from './tree-cut.rules.js';

const SEED = 20_261_122;
const STEPS_A_SITE = 2_000;
/** Whole grids find their place while hot, edges theirs while warm. */
const HEAT = { hot: 6, warm: 0.8 };
const TRIES = { hot: 3, warm: 3 };
/** In a community of more buildings, the luck of its many corners evens out, and one hot try is as good as the best of some. */
const MOST_OF_SOME_TRIES = 500;

/**
 * Divides connected sites into so many contiguous grids, as near to the best as can be told: exactly up to twelve sites, else by
 * search, the same each time. What is outside the band comes first, then moves, then imbalance.
 */
export function divided(sites: readonly Site[], grids: number): Division {
  if (sites.length <= MOST_EXACT) return bestDivision(sites, grids);
  const lots = new Lots(SEED);
  const steps = STEPS_A_SITE * sites.length;
  const start = settled(sites, startFrom(sites, grids, lots));
  const hotTries = sites.length <= MOST_OF_SOME_TRIES ? TRIES.hot : 1;
  let best = start;
  for (let hot = 0; hot < hotTries; hot += 1) {
    for (const from of [start, cutAnew(sites, grids, lots)]) {
      best = better(sites, best, settled(sites, annealed(sites, from, { lots, heat: HEAT.hot, steps })));
    }
  }
  for (let warm = 0; warm < TRIES.warm; warm += 1) {
    best = better(sites, best, settled(sites, annealed(sites, best, { lots, heat: HEAT.warm, steps })));
  }
  return best;
}

/** A division that owes nothing to today's: where buildings have few neighbours, the way from there to a better one may be closed. */
function cutAnew(sites: readonly Site[], grids: number, lots: Lots): Division {
  return cutEvenly(sites, grids, lots).map((group) => group.map((site) => site.index));
}

function better(sites: readonly Site[], one: Division, other: Division): Division {
  return compareScores(scoreOf(sites, other), scoreOf(sites, one)) < 0 ? other : one;
}
