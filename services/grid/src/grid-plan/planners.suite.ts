import { Planners, type PlannersOptions } from './planners.js';

/** Planners whose threads run the planner from source, as it is tested, and not as it was last built. */
export function plannersFromSource(options: Partial<PlannersOptions> = {}): Planners {
  return new Planners({
    module: new URL('./planner-thread.suite.ts', import.meta.url),
    nodeOptions: ['--experimental-transform-types', '--no-warnings'],
    ...options,
  });
}
