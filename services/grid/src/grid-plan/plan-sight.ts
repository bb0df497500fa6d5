import type { Viewer } from '@linli/domain/viewer';
import { mayIn } from '@linli/subgraph/permissions';
import { permissions } from '../permissions.js';
import { isPublic, type PlanState } from './grid-plan.rules.js';

/** Whether a viewer may know of a plan: everyone from its notice on, before whoever may put it on notice. */
export function maySeePlan(viewer: Viewer, plan: PlanState & { readonly community: string }): boolean {
  return isPublic(plan) || mayIn(permissions['Mutation.putGridPlanOnNotice'], viewer, plan.community);
}
