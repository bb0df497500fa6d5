import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  changesBy,
  CLOSED_GRID,
  COMMUNITY,
  GRID,
  idOf,
  officer,
  organizationSuite,
  type OrganizationSuite,
} from '../organization.suite.js';
import { gridDirectory } from './grid.writers.js';

const workerOfClosed = viewerWith('GRID_WORKER', CLOSED_GRID, personId(30));

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
afterAll(() => suite.end());

describe('the staff of a grid that was closed', () => {
  it('look after the people of the grids that succeeded it once grid tells of them, and after no others', async () => {
    const registered = (territory: string) => idOf(changesBy(suite.as(officer)).register({ territory }));
    const [there] = [await registered(GRID), await registered(COMMUNITY)];
    const seen = async () => {
      const answer = await suite.as(workerOfClosed).ask(`{ persons(within: "${COMMUNITY}") { nodes { id } } }`);
      return (answer.data?.persons?.nodes ?? []).map(({ id }: { id: string }) => id);
    };
    expect(await seen()).toEqual([]);
    const news = { key: CLOSED_GRID, version: 1, payload: { grid: CLOSED_GRID, successors: [GRID] } };
    const lineage = gridDirectory.find(({ kind }) => kind === 'gridLineage');
    await suite.worker.em.fork().transactional(async (em) => lineage?.apply(em, [news, news]));
    expect(await seen()).toEqual([there]);
  });
});
