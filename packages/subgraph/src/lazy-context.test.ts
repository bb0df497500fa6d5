import { expect, it } from '@jest/globals';
import { lazyContext } from './lazy-context.js';

interface Parts {
  readonly grids: { readonly of: string };
  readonly plans: { readonly grids: object };
}

function contexts() {
  const made: string[] = [];
  const contextOf = lazyContext<{ viewer: string }, Parts>({
    grids: ({ viewer }) => (made.push(`grids of ${viewer}`), { of: viewer }),
    plans: ({ grids, viewer }) => (made.push(`plans of ${viewer}`), { grids }),
  });
  return { made, contextOf };
}

it('a part is made when it is first asked for, with the parts that it needs, and kept', () => {
  const { made, contextOf } = contexts();
  const context = contextOf({ viewer: 'officer' });
  expect(made).toEqual([]);
  const { plans } = context;
  expect(plans.grids).toBe(context.grids);
  expect(context.plans).toBe(plans);
  expect(made).toEqual(['grids of officer', 'plans of officer']);
});

it('requests share no part', () => {
  const { contextOf } = contexts();
  const [one, other] = [contextOf({ viewer: 'officer' }), contextOf({ viewer: 'resident' })];
  expect([one.grids.of, other.grids.of]).toEqual(['officer', 'resident']);
});
