import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  BUILDING,
  casesSuite,
  GRID,
  NEXT_BUILDING,
  NEXT_GRID,
  officer,
  report,
  type CasesSuite,
} from '../cases.suite.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

it('grids whose cases are asked for together have each their own', async () => {
  for (const building of [BUILDING, NEXT_BUILDING, NEXT_BUILDING]) await report(suite.as(officer), { building });
  const { data } = await suite.as(officer).ask(
    `query ($grids: [_Any!]!) { _entities(representations: $grids) {
      ... on Grid { cases { totalCount nodes { territory } } } } }`,
    { grids: [NEXT_GRID, GRID].map((code) => ({ __typename: 'Grid', code })) },
  );
  const inGrid = (code: string, count: number) => ({
    cases: { totalCount: count, nodes: Array.from({ length: count }, () => ({ territory: code })) },
  });
  expect(data._entities).toEqual([inGrid(NEXT_GRID, 2), inGrid(GRID, 1)]);
});
