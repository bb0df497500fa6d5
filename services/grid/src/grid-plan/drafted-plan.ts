import { performance } from 'node:perf_hooks';
import type { Refusal } from '@linli/domain/refusal';
import { changeOf } from '@linli/domain/outcome';
import { assertKnownArea } from '../area/known-area.js';
import { reading, type Asking } from '../asking.js';
import { GridPlanErrors } from './grid-plan.errors.js';
import { areTooMany, MOST_GRIDS } from './grid-plan.rules.js';
import { gridsToPlan, type Plan } from './planner.js';
import { buildingsToPlan, fingerprintOf, planningBasisOf } from './planning-basis.js';

/** What is asked of the planner. */
interface Wish {
  readonly community: string;
  readonly targetHouseholds: number;
}

/** A plan that is not kept yet, with the fingerprint of what it was made from. */
export interface DraftedPlan {
  readonly basis: string;
  readonly plan: Plan;
}

/** The share of a request's time in which it waits for a plan; the rest is for keeping and telling it. */
const WAITING = 2 / 3;
const RETRY_AFTER_SECONDS = 5;

/** Reads a community, and has it divided while no transaction is open. Refuses where there is nothing to divide, or no plan in time. */
export async function draftedPlan(asking: Asking, wish: Wish): Promise<DraftedPlan> {
  const until = performance.now() + asking.remainingMs * WAITING;
  const { community, targetHouseholds } = wish;
  const found = await reading(asking, async (em) => {
    await assertKnownArea(em, community, 'community');
    return planningBasisOf(em, community);
  });
  if (found.buildings.length === 0) throw GridPlanErrors.noBuildings({ community });
  const buildings = buildingsToPlan(found);
  if (areTooMany(gridsToPlan(buildings, targetHouseholds))) {
    throw GridPlanErrors.tooManyGrids({ targetHouseholds, most: MOST_GRIDS, path: 'targetHouseholds' });
  }
  const basis = fingerprintOf(found);
  const waitMs = Math.max(0, until - performance.now());
  const planned = await asking.planners.planOf(basis, { buildings, targetHouseholds }, waitMs);
  const plan = changeOf(planned, (reason) => refusalOf(reason, community, buildings.length));
  if (plan === null) throw GridPlanErrors.householdsUnknown({ community });
  return { basis, plan };
}

function refusalOf(reason: 'UNDER_WAY' | 'PLANNERS_BUSY' | 'TOO_LARGE', community: string, buildings: number): Refusal {
  switch (reason) {
    case 'UNDER_WAY':
      return GridPlanErrors.underWay({ community, retryAfterSeconds: RETRY_AFTER_SECONDS });
    case 'PLANNERS_BUSY':
      return GridPlanErrors.plannersBusy({ retryAfterSeconds: RETRY_AFTER_SECONDS });
    case 'TOO_LARGE':
      return GridPlanErrors.tooLarge({ community, buildings });
  }
}
