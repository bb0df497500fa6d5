import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC } from '@linli/domain/viewer';
import {
  changesBy,
  COMMUNITY,
  gridSuite,
  planOf,
  rowsOf,
  streetOfficer,
  TODAY,
  type GridSuite,
} from '../grid.suite.js';

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
  await rowsOf(
    suite,
    sql`insert into area (code, name, version) select '3407054021' || n, '社区', 1 from generate_series(10, 19) as n`,
  );
  await rowsOf(
    suite,
    sql`
      insert into grid (code, community, name, kind, themes, opened_on, boundary)
      select '3407054021' || c || lpad(n::text, 3, '0'), '3407054021' || c, '网格', 'RESIDENTIAL', '{}', '2026-01-01',
        polygon(box(point(100 + c, n * 0.01), point(100.01 + c, (n + 1) * 0.01)))
      from generate_series(10, 19) as c, generate_series(1, 500) as n`,
  );
  await rowsOf(suite, sql`analyze grid`);
});
afterAll(() => suite.end());

it('the grid at a point is found by the index on boundaries', async () => {
  const { statements, data } = await suite
    .as(PUBLIC)
    .ask('{ gridAt(point: { longitude: 113.005, latitude: 0.105 }) { code } }');
  expect(data.gridAt).toEqual({ code: '340705402113010' });
  expect(statements).toHaveLength(1);
  const point = '(113.005,0.105)';
  expect(await planOf(suite, statements[0] ?? '', [point, point, TODAY, TODAY])).toMatch(/grid_boundary/);
});

it('the neighbours of a boundary are found by it too', async () => {
  const corners = [
    [113, 0.1],
    [113.01, 0.1],
    [113.01, 0.11],
    [113, 0.1],
  ];
  const boundary = corners.map(([longitude, latitude]) => ({ longitude, latitude }));
  const { errors, statements } = await changesBy(suite.as(streetOfficer)).createGrid({
    community: COMMUNITY,
    boundary,
  });
  expect(errors).toMatchObject([{ code: 'BOUNDARY_OVERLAPS', extensions: { grid: '340705402113010' } }]);
  const statement = statements.find((text) => text.includes('box(grid.boundary) &&')) ?? '';
  const ring = `(${corners.map((corner) => `(${corner.join(',')})`).join(',')})`;
  expect(await planOf(suite, statement, [ring, TODAY, TODAY, false, COMMUNITY])).toMatch(/grid_boundary/);
});
