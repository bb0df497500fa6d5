import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { Conditions } from './conditions.js';
import type { Path } from './places.js';

/** A fetch of a plan, where its answer belongs, and the fetches that must have been answered before. */
export interface Step {
  readonly fetch: FetchNode;
  readonly path: Path;
  readonly after: readonly Step[];
}

/** The fetches of a plan in an order in which each comes after those that it needs. */
export function stepsOf(plan: PlanNode | undefined, conditions: Conditions): Step[] {
  const steps: Step[] = [];
  if (plan !== undefined) take(plan, { path: [], after: [] }, conditions, steps);
  return steps;
}

type Where = Pick<Step, 'path' | 'after'>;

/** Adds the fetches of a node; what comes after the node comes after those that are returned. */
function take(node: PlanNode, where: Where, conditions: Conditions, steps: Step[]): readonly Step[] {
  switch (node.kind) {
    case 'Fetch': {
      const step = { fetch: node, ...where };
      steps.push(step);
      return [step];
    }
    case 'Flatten':
      return take(node.node, { ...where, path: [...where.path, ...node.path.map(String)] }, conditions, steps);
    case 'Sequence':
      return node.nodes.reduce((after, child) => take(child, { ...where, after }, conditions, steps), where.after);
    case 'Parallel': {
      const last = node.nodes.flatMap((child) => take(child, where, conditions, steps));
      return last.length === 0 ? where.after : [...new Set(last)];
    }
    case 'Condition': {
      const chosen = conditions.get(node.condition) === true ? node.ifClause : node.elseClause;
      return chosen === undefined ? where.after : take(chosen, where, conditions, steps);
    }
    case 'Defer':
      throw new Error('a plan with deferred parts: the planner was not to make any');
  }
}
