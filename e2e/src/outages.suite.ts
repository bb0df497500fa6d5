import { beforeAll, describe, expect, test } from '@jest/globals';
import { firstQuery } from './city.suite.js';
import type { City } from './city.suite.js';
import { governanceOf, without } from './governance-answer.suite.js';
import { OFFICER, TIANJINGHU } from './tianjinghu.suite.js';
import { until } from './until.suite.js';

/** Lists that each of the other services answers of itself, and the names of grids, which are grid's. */
const BESIDE_GRID = `{
  partyOrganizations(within: "${TIANJINGHU}", level: GROUP) { totalCount }
  units(within: "${TIANJINGHU}") { totalCount }
  cases(within: "${TIANJINGHU}", first: 1) { totalCount nodes { grid { name } } }
}`;

/** What is still answered while a service hangs. */
export function tellOfOutages(city: () => City): void {
  describe('while a service hangs', () => {
    let governance: string;
    beforeAll(async () => {
      governance = await firstQuery();
    });

    test.each(['cases', 'volunteer', 'organization', 'grid'] as const)(
      'the governance query misses what is of %s, and nothing else; it is whole when that goes on',
      async (service) => {
        const whole = governanceOf(await city().ask(governance, { roles: OFFICER }));
        city().signal(service, 'SIGSTOP');
        try {
          const start = Date.now();
          const answer = await city().ask(governance, { roles: OFFICER });
          expect(Date.now() - start).toBeLessThan(4_000);
          expect(governanceOf(answer)).toEqual(without(service, whole));
          const missing = answer.errors.map(({ extensions: { code, subgraph } }) => ({ code, subgraph }));
          expect(missing.length).toBeGreaterThan(0);
          expect(missing).toEqual(missing.map(() => ({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: service })));
        } finally {
          city().signal(service, 'SIGCONT');
        }
        await until(`${service} again`, async () => {
          const { errors } = await city().ask(governance, { roles: OFFICER });
          return errors.length === 0;
        });
        expect(governanceOf(await city().ask(governance, { roles: OFFICER }))).toEqual(whole);
      },
    );

    test('the others answer for themselves while grid hangs, and only the names of grids are missing', async () => {
      city().signal('grid', 'SIGSTOP');
      try {
        const start = Date.now();
        const { data, errors } = await city().ask(BESIDE_GRID, { roles: OFFICER });
        expect(Date.now() - start).toBeLessThan(4_000);
        expect(data).toEqual({
          partyOrganizations: { totalCount: 81 },
          units: { totalCount: 11 },
          cases: { totalCount: 100, nodes: [{ grid: null }] },
        });
        expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'grid' } }]);
      } finally {
        city().signal('grid', 'SIGCONT');
      }
      await until('grid again', async () => (await city().ask(BESIDE_GRID, { roles: OFFICER })).errors.length === 0);
    });
  });
}
