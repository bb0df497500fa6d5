import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@linli/domain/viewer';
import {
  BUILDING,
  casesSuite,
  COMMUNITY,
  GRID,
  neighbour,
  NEXT_BUILDING,
  NEXT_GRID,
  officer,
  report,
  type CasesSuite,
} from '../cases.suite.js';
import { gridDirectory } from '../directory/grid.writers.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

it('grids whose cases are asked for together have each their own', async () => {
  for (const building of [BUILDING, NEXT_BUILDING, NEXT_BUILDING])
    await report(suite.as(officer), { building, title: '路灯不亮' });
  const { data } = await suite.as(officer).ask(
    `query ($grids: [_Any!]!) { _entities(representations: $grids) {
      ... on Grid { cases(where: { text: "路灯不亮" }) { totalCount nodes { territory } } } } }`,
    { grids: [NEXT_GRID, GRID].map((code) => ({ __typename: 'Grid', code })) },
  );
  const inGrid = (code: string, count: number) => ({
    cases: { totalCount: count, nodes: Array.from({ length: count }, () => ({ territory: code })) },
  });
  expect(data._entities).toEqual([inGrid(NEXT_GRID, 2), inGrid(GRID, 1)]);
});

it('a neighbour learns the place of a case to the grid, and finds it in no micro-grid', async () => {
  const micro = `${GRID}01`;
  const payload = { name: '一微网格', community: COMMUNITY, kind: 'MICRO', closedOn: null, boundary: null };
  const grids = gridDirectory.find(({ kind }) => kind === 'grid');
  await suite.worker.em.fork().transactional(async (em) => grids?.apply(em, [{ key: micro, version: 1, payload }]));
  const { id } = (await report(suite.as(officer), { building: null, territory: micro })).data.reportCase as {
    id: string;
  };
  const seen = async (viewer: Viewer) =>
    (
      await suite
        .as(viewer)
        .ask(`{ case(id: "${id}") { territory grid { code } } cases(within: "${micro}") { totalCount nodes { id } } }`)
    ).data;
  expect(await seen(officer)).toEqual({
    case: { territory: micro, grid: { code: micro } },
    cases: { totalCount: 1, nodes: [{ id }] },
  });
  expect(await seen(neighbour)).toEqual({
    case: { territory: GRID, grid: { code: GRID } },
    cases: { totalCount: 0, nodes: [] },
  });
});
