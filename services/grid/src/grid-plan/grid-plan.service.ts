import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '@linli/domain/viewer';
import { levelOf } from '@linli/domain/territory';
import { isId, newId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { assertKnownArea } from '../area/known-area.js';
import { change, changedBefore, type Asking } from '../asking.js';
import { assertMayIn } from '../permissions.js';
import { draftedPlan } from './drafted-plan.js';
import { GridPlanRow, PlannedGridRow } from './grid-plan.entity.js';
import { GridPlanErrors } from './grid-plan.errors.js';
import { actionsOn, GridPlanStatus, isTarget, noticeBounds, onNotice, withdrawn } from './grid-plan.rules.js';
import { maySeePlan } from './plan-sight.js';
import type { Plan } from './planner.js';
import { fingerprintOf, planningBasisOf } from './planning-basis.js';

/** Plans: proposed, put on notice and withdrawn by the officers of their community. Nothing of the community changes by it. */
export class GridPlanService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /**
   * Gives the plan's id. It is worked out in no transaction, and kept in one that refuses where the community changed meanwhile. Where
   * it takes longer than the request has, the request is refused while the work goes on, and gets the plan when it is made again.
   */
  async propose(community: string, targetHouseholds: number): Promise<string> {
    if (levelOf(community) !== 'COMMUNITY') throw RequestErrors.badUserInput({ path: 'community' });
    if (!isTarget(targetHouseholds)) throw RequestErrors.badUserInput({ path: 'targetHouseholds' });
    assertMayIn('Mutation.proposeGridPlan', this.#asking.viewer, community);
    const input = { community, targetHouseholds };
    const earlier = await changedBefore(this.#asking, 'proposeGridPlan', input);
    if (earlier !== null) return earlier;
    const { basis, plan } = await draftedPlan(this.#asking, input);
    return change(this.#asking, 'proposeGridPlan', input, async ({ em, audit }) => {
      await assertKnownArea(em, community, 'community');
      if (fingerprintOf(await planningBasisOf(em, community)) !== basis) throw GridPlanErrors.outdated({ community });
      const id = newId();
      await keep(em, { id, ...input, basis }, plan);
      audit({ type: 'gridPlan', id, territory: community });
      return id;
    });
  }

  /** Shows it to the residents until a day, which is the last of its notice. */
  async putOnNotice(id: string, until: string): Promise<string> {
    return change(this.#asking, 'putGridPlanOnNotice', { id, until }, async ({ em, audit }) => {
      const { viewer, today } = this.#asking;
      const plan = await planToChange(em, viewer, id, 'Mutation.putGridPlanOnNotice');
      const outcome = onNotice(plan, until, today);
      if (!outcome.allowed) {
        if (outcome.reason === 'NOT_NOW') throw notNow(plan);
        throw GridPlanErrors.noticeOutOfBounds({ ...noticeBounds(today), path: 'until' });
      }
      const basis = await planningBasisOf(em, plan.community);
      if (fingerprintOf(basis) !== plan.basis) throw GridPlanErrors.outdated({ community: plan.community });
      Object.assign(plan, outcome.change);
      audit({ type: 'gridPlan', id: plan.id, territory: plan.community });
      return plan.id;
    });
  }

  async withdraw(id: string): Promise<string> {
    return change(this.#asking, 'withdrawGridPlan', { id }, async ({ em, audit }) => {
      const plan = await planToChange(em, this.#asking.viewer, id, 'Mutation.withdrawGridPlan');
      const outcome = withdrawn(plan);
      if (!outcome.allowed) throw notNow(plan);
      Object.assign(plan, outcome.change);
      audit({ type: 'gridPlan', id: plan.id, territory: plan.community });
      return plan.id;
    });
  }
}

/** The plan that is to change, locked; refuses one that the viewer may not know of, or not change. */
export async function planToChange(
  em: EntityManager,
  viewer: Viewer,
  id: string,
  entrance: Parameters<typeof assertMayIn>[0],
): Promise<GridPlanRow> {
  const plan = isId(id) ? await em.findOne(GridPlanRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (plan === null || !maySeePlan(viewer, plan)) throw RequestErrors.notFound({ path: 'id' });
  assertMayIn(entrance, viewer, plan.community);
  return plan;
}

/** The refusal of what may not be done with the plan as it is. */
export function notNow(plan: GridPlanRow) {
  return GridPlanErrors.notNow({ status: plan.status, allowed: actionsOn(plan) });
}

interface Proposal {
  readonly id: string;
  readonly community: string;
  readonly targetHouseholds: number;
  readonly basis: string;
}

async function keep(em: EntityManager, proposal: Proposal, { moves, imbalance, grids }: Plan): Promise<void> {
  em.create(GridPlanRow, { ...proposal, status: GridPlanStatus.DRAFT, noticeUntil: null, moves, imbalance });
  await em.flush();
  for (const grid of grids) em.create(PlannedGridRow, { plan: proposal.id, ...grid, buildings: [...grid.buildings] });
}
