import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC } from '@linli/domain/viewer';
import {
  changesBy,
  COMMUNITY,
  ELSEWHERE,
  gridSuite,
  gridWorker,
  NEXT_COMMUNITY,
  officer,
  officerElsewhere,
  resident,
  rowsOf,
  streetOfficer,
  TODAY,
  type GridSuite,
} from '../grid.suite.js';

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
});
afterAll(() => suite.end());

const ring = (west: number, south: number, size = 0.01) => [
  { longitude: west, latitude: south },
  { longitude: west + size, latitude: south },
  { longitude: west + size, latitude: south + size },
  { longitude: west, latitude: south + size },
  { longitude: west, latitude: south },
];
const create = (input: Record<string, unknown> = {}, viewer = officer) => changesBy(suite.as(viewer)).createGrid(input);
const created = async (input: Record<string, unknown> = {}): Promise<string> =>
  (await create(input, streetOfficer)).data.createGrid.code;
const gridCount = async (): Promise<number> =>
  (await rowsOf(suite, sql<{ n: number }>`select count(*)::int as n from grid`))[0]?.n ?? -1;
const publishedOf = (code: string) =>
  rowsOf(
    suite,
    sql<{ type: string; version: string; payload: unknown }>`
      select type, version, payload from outbox where aggregatetype = 'grid' and aggregateid = ${code} order by position`,
  );

describe('opening a grid', () => {
  it('gives it the next code of its community, from today on, and tells the other services', async () => {
    const [first, second] = [
      await created({ community: NEXT_COMMUNITY }),
      await created({ community: NEXT_COMMUNITY }),
    ];
    expect([first, second]).toEqual([`${NEXT_COMMUNITY}001`, `${NEXT_COMMUNITY}002`]);
    const { data } = await suite.as(PUBLIC).ask(
      `{ grid(code: "${first}") { code name kind themes openedOn closedOn boundary { latitude } parent { code }
        community { code name } microGrids { code } households } }`,
    );
    expect(data.grid).toEqual({
      code: first,
      name: '一网格',
      kind: 'RESIDENTIAL',
      themes: [],
      openedOn: TODAY,
      closedOn: null,
      boundary: null,
      parent: null,
      community: { code: NEXT_COMMUNITY, name: '映湖社区居委会' },
      microGrids: [],
      households: null,
    });
    expect(await publishedOf(first)).toEqual([
      {
        type: 'GridCreated',
        version: '1',
        payload: {
          code: first,
          name: '一网格',
          community: NEXT_COMMUNITY,
          kind: 'RESIDENTIAL',
          closedOn: null,
          boundary: null,
        },
      },
    ]);
  });

  it('gives a micro-grid the next code of its grid', async () => {
    const parent = await created();
    const micro = { kind: 'MICRO', parent };
    expect([await created(micro), await created(micro)]).toEqual([`${parent}01`, `${parent}02`]);
    const { data } = await suite
      .as(PUBLIC)
      .ask(`{ grid(code: "${parent}") { microGrids { code parent { code } community { code } } } }`);
    expect(data.grid.microGrids).toEqual([
      { code: `${parent}01`, parent: { code: parent }, community: { code: COMMUNITY } },
      { code: `${parent}02`, parent: { code: parent }, community: { code: COMMUNITY } },
    ]);
  });

  it('gives twenty that are opened at once twenty codes', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => created({ community: COMMUNITY })));
    expect(new Set(codes).size).toBe(20);
  });

  it('is refused when the codes of the community are used up, and uses none again', async () => {
    await rowsOf(suite, sql`insert into grid_sequence (territory, last) values (${ELSEWHERE}, 998)`);
    const last = await create({ community: ELSEWHERE }, officerElsewhere);
    expect(last.data.createGrid.code).toBe(`${ELSEWHERE}999`);
    const before = await gridCount();
    const { errors } = await create({ community: ELSEWHERE }, officerElsewhere);
    expect(errors).toMatchObject([{ code: 'GRID_CODES_USED_UP', extensions: { territory: ELSEWHERE, most: 999 } }]);
    expect(await gridCount()).toBe(before);
  });

  it('is for the officers of the territory', async () => {
    const before = await gridCount();
    expect((await create({}, PUBLIC)).errors[0]?.code).toBe('UNAUTHENTICATED');
    expect((await create({}, resident)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await create({}, gridWorker)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await create({}, officerElsewhere)).errors[0]?.code).toBe('FORBIDDEN');
    expect(await gridCount()).toBe(before);
    expect((await create({}, streetOfficer)).errors).toEqual([]);
  });

  it.each([
    [{ name: '   ' }, 'input.name'],
    [{ community: '340705402' }, 'input.community'],
    [{ community: '340705402999' }, 'input.community'],
    [{ kind: 'MICRO' }, 'input.parent'],
    [{ kind: 'MICRO', parent: `${COMMUNITY}998` }, 'input.parent'],
    [{ boundary: ring(117.8, 30.9).slice(0, 4) }, 'input.boundary.3'],
    [{ boundary: ring(117.8, 90) }, 'input.boundary.2.latitude'],
  ])('refuses %j, names %s and changes nothing', async (input, path) => {
    const before = await gridCount();
    const { errors } = await create(input, streetOfficer);
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', extensions: { path } }]);
    expect(await gridCount()).toBe(before);
  });

  it('with the same key is done once, and gives the same grid', async () => {
    const asking = { idempotencyKey: 'open-a-grid' };
    const first = await changesBy(suite.as(officer, asking)).createGrid({ name: '钥匙网格' });
    const again = await changesBy(suite.as(officer, asking)).createGrid({ name: '钥匙网格' });
    expect(again.data).toEqual(first.data);
    const other = await changesBy(suite.as(officer, asking)).createGrid({ name: '另一网格' });
    expect(other.errors[0]?.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await rowsOf(suite, sql`select from grid where name in ('钥匙网格', '另一网格')`)).toHaveLength(1);
  });
});

describe('changing a grid', () => {
  const update = (code: string, input: Record<string, unknown>, viewer = officer) =>
    suite.as(viewer).ask(
      `mutation ($code: TerritoryCode!, $input: UpdateGridInput!) {
        updateGrid(code: $code, input: $input) { name themes boundary { latitude longitude } } }`,
      { code, input },
    );

  it('leaves what is not named as it is', async () => {
    const code = await created({ themes: ['CARE'], boundary: ring(10, 10) });
    const renamed = await update(code, { name: ' 二网格 ' });
    expect(renamed.data.updateGrid).toEqual({ name: '二网格', themes: ['CARE'], boundary: ring(10, 10) });
    const cleared = await update(code, { themes: ['SAFETY', 'SCIENCE', 'SAFETY'], boundary: null });
    expect(cleared.data.updateGrid).toEqual({ name: '二网格', themes: ['SAFETY', 'SCIENCE'], boundary: null });
    const events = await publishedOf(code);
    expect(events.map(({ type, version }) => [type, version])).toEqual([
      ['GridCreated', '1'],
      ['GridChanged', '2'],
      ['GridChanged', '3'],
    ]);
    expect(events[1]?.payload).toMatchObject({
      name: '二网格',
      boundary: ring(10, 10).map((p) => [p.longitude, p.latitude]),
    });
  });

  it('to what it is already is no event', async () => {
    const code = await created();
    await update(code, { name: '一网格' });
    expect(await publishedOf(code)).toHaveLength(1);
  });

  it('is refused once it is closed, which it stays as it was', async () => {
    const code = await created();
    await rowsOf(suite, sql`update grid set closed_on = ${TODAY} where code = ${code}`);
    expect((await update(code, { name: '新网格' })).errors).toMatchObject([
      { code: 'GRID_CLOSED', extensions: { grid: code, closedOn: TODAY, path: 'code' } },
    ]);
    expect((await update(code, { name: '新网格' }, officerElsewhere)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await suite.as(PUBLIC).ask(`{ grid(code: "${code}") { name } }`)).data.grid.name).toBe('一网格');
  });

  it('is not for officers of elsewhere, and a grid that is not there is not found', async () => {
    const code = await created();
    expect((await update(code, { name: '他网格' }, officerElsewhere)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await update(`${COMMUNITY}997`, { name: '他网格' })).errors).toMatchObject([
      { code: 'NOT_FOUND', extensions: { path: 'code' } },
    ]);
    expect((await update(code, { name: '' })).errors).toMatchObject([{ extensions: { path: 'input.name' } }]);
    expect((await suite.as(PUBLIC).ask(`{ grid(code: "${code}") { name } }`)).data.grid.name).toBe('一网格');
  });
});

describe('the boundary of a grid', () => {
  const METRE = 1 / 111_195;
  const update = (code: string, boundary: unknown) =>
    suite
      .as(officer)
      .ask(
        'mutation ($code: TerritoryCode!, $input: UpdateGridInput!) { updateGrid(code: $code, input: $input) { code } }',
        {
          code,
          input: { boundary },
        },
      );

  it('that crosses itself is refused with the place', async () => {
    const [a, b, c, d] = ring(20, 0);
    const before = await gridCount();
    const { errors } = await create({ boundary: [a, c, b, d, a] });
    expect(errors).toMatchObject([
      { code: 'BOUNDARY_CROSSES_ITSELF', extensions: { path: 'input.boundary', latitude: 0.005, longitude: 20.005 } },
    ]);
    expect(await gridCount()).toBe(before);
  });

  it("that overlaps a neighbour's by more than a sliver is refused with the neighbour and the place", async () => {
    const code = await created({ boundary: ring(20, 0) });
    const { errors } = await create({ boundary: ring(20.005, 0.005) });
    expect(errors).toMatchObject([
      {
        code: 'BOUNDARY_OVERLAPS',
        extensions: { path: 'input.boundary', grid: code, latitude: 0.0075, longitude: 20.0075 },
      },
    ]);
    expect(Number(errors[0]?.extensions['squareMetres'])).toBeCloseTo(309_109, -2);
    const far = await created({ boundary: ring(25, 0) });
    expect((await update(far, ring(20.002, 0.002, 0.001))).errors).toMatchObject([{ code: 'BOUNDARY_OVERLAPS' }]);
    expect((await update(code, ring(20, 0, 0.011))).errors).toEqual([]);
  });

  it('may overlap by a sliver of 100 square metres, its micro-grids, and grids that are closed', async () => {
    const parent = await created({ boundary: ring(30, 0, 100 * METRE) });
    const beside = (metres: number) => create({ boundary: ring(30 + (100 - metres) * METRE, 0, 100 * METRE) });
    expect((await beside(1.1)).errors).toMatchObject([{ code: 'BOUNDARY_OVERLAPS' }]);
    expect((await beside(0.9)).errors).toEqual([]);
    const micro = { kind: 'MICRO', parent, boundary: ring(30, 0, 50 * METRE) };
    expect((await create(micro)).errors).toEqual([]);
    expect((await create(micro)).errors).toMatchObject([{ code: 'BOUNDARY_OVERLAPS' }]);
    await rowsOf(suite, sql`update grid set closed_on = ${TODAY}::date where code = ${parent}`);
    expect((await create({ boundary: ring(30, 0, 50 * METRE) })).errors).toEqual([]);
  });

  it('of two that are drawn over each other at once is drawn once', async () => {
    const both = await Promise.all([create({ boundary: ring(35, 0) }), create({ boundary: ring(35, 0) })]);
    expect(both.flatMap(({ errors }) => errors)).toMatchObject([{ code: 'BOUNDARY_OVERLAPS' }]);
  });
});

describe('the grid at a point', () => {
  const at = (longitude: number, latitude: number) =>
    suite.as(PUBLIC).ask(`{ gridAt(point: { longitude: ${longitude}, latitude: ${latitude} }) { code } }`);

  it('is the one whose boundary holds it; on a border the one of the lowest code; else none', async () => {
    const west = await created({ boundary: ring(120, 40) });
    const east = await created({ boundary: ring(120.01, 40) });
    expect((await at(120.005, 40.005)).data.gridAt).toEqual({ code: west });
    expect((await at(120.015, 40.005)).data.gridAt).toEqual({ code: east });
    expect((await at(120.01, 40.005)).data.gridAt).toEqual({ code: west });
    expect((await at(120.03, 40.005)).data.gridAt).toBeNull();
  });

  it('is not looked for off the earth', async () => {
    expect((await at(0, 91)).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', extensions: { path: 'point.latitude' } },
    ]);
  });

  it('is no grid that was closed', async () => {
    const code = await created({ boundary: ring(121, 41) });
    await rowsOf(suite, sql`update grid set closed_on = ${TODAY}::date where code = ${code}`);
    expect((await at(121.005, 41.005)).data.gridAt).toBeNull();
    const building = await changesBy(suite.as(officer)).createBuilding({ grid: code });
    expect(building.errors).toMatchObject([{ code: 'GRID_CLOSED', extensions: { grid: code, closedOn: TODAY } }]);
  });
});

describe('the grids of a territory', () => {
  const grids = (within: string, where: string, more = '') =>
    suite
      .as(PUBLIC)
      .ask(`{ grids(within: "${within}", where: ${where}, first: 100 ${more}) { totalCount nodes { name } } }`);
  const names = async (where: string) =>
    (await grids(COMMUNITY, where)).data.grids.nodes.map((grid: { name: string }) => grid.name);

  it('are those that fit every part of the filter', async () => {
    const parent = await created({ name: '名_甲', themes: ['CARE', 'SAFETY'] });
    await created({ name: '名_乙', kind: 'SPECIAL', themes: ['SAFETY'] });
    await created({ name: '名_丙', kind: 'MICRO', parent });
    await changesBy(suite.as(officer)).appointToGrid({ role: 'GRID_LEADER', territory: parent });
    expect(await names('{ nameContains: "名_" }')).toEqual(['名_甲', '名_丙', '名_乙']);
    expect(await names('{ nameContains: "%" }')).toEqual([]);
    expect(await names('{ nameContains: "名_", kind: MICRO }')).toEqual(['名_丙']);
    expect(await names('{ nameContains: "名_", theme: SAFETY }')).toEqual(['名_甲', '名_乙']);
    expect(await names('{ nameContains: "名_", hasLeader: true }')).toEqual(['名_甲']);
    expect(await names('{ nameContains: "名_", hasLeader: false, kind: SPECIAL }')).toEqual(['名_乙']);
  });

  it('are counted whole, and listed page by page', async () => {
    const seen: string[] = [];
    let total = 0;
    for (let after: string | null = ''; after !== null;) {
      const page = after === '' ? 'first: 7' : `first: 7, after: "${after}"`;
      const { data } = await suite
        .as(PUBLIC)
        .ask(
          `{ area(code: "${COMMUNITY}") { grids(${page}) { totalCount nodes { code } pageInfo { hasNextPage endCursor } } } }`,
        );
      const { nodes, pageInfo, totalCount } = data.area.grids;
      seen.push(...nodes.map((grid: { code: string }) => grid.code));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      total = totalCount;
    }
    expect(seen).toHaveLength(total);
    expect(seen).toEqual(seen.toSorted());
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('on a day are those that were open at its end, led as they were then', async () => {
    const old = await created({ name: '旧_网格' });
    await rowsOf(suite, sql`update grid set opened_on = '2026-01-01', closed_on = '2026-07-01' where code = ${old}`);
    const grown = await created({ name: '旧_新网格' });
    await rowsOf(suite, sql`update grid set opened_on = '2026-07-01' where code = ${grown}`);
    await changesBy(suite.as(officer)).appointToGrid({ role: 'GRID_LEADER', territory: grown, startsOn: '2026-08-01' });
    const on = async (day: string, more = '') => {
      const { data } = await grids(COMMUNITY, `{ nameContains: "旧_" ${more} }`, `, on: "${day}"`);
      return data.grids.nodes.map((grid: { name: string }) => grid.name);
    };
    expect(await on('2025-12-31')).toEqual([]);
    expect(await on('2026-06-30')).toEqual(['旧_网格']);
    expect(await on('2026-07-01')).toEqual(['旧_新网格']);
    expect(await on('2026-07-31', 'hasLeader: false')).toEqual(['旧_新网格']);
    expect(await on('2026-08-01', 'hasLeader: false')).toEqual([]);
    const query = `{ area(code: "${COMMUNITY}") { grids(where: { nameContains: "旧_" }, on: "2026-06-30") { totalCount } } }`;
    expect((await suite.as(PUBLIC).ask(query)).data.area.grids.totalCount).toBe(1);
  });

  it('refuses a part of a name that is longer than names are', async () => {
    expect((await grids(COMMUNITY, `{ nameContains: "${'网'.repeat(101)}" }`)).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', extensions: { path: 'where.nameContains' } },
    ]);
  });

  it('are not those of a sibling whose code is longer or beside it', async () => {
    const { data } = await grids(`${COMMUNITY}001`, '{}');
    expect(data.grids.totalCount).toBe(
      (await rowsOf(suite, sql`select from grid where starts_with(code, ${`${COMMUNITY}001`})`)).length,
    );
  });

  it('refuses a cursor that is none', async () => {
    expect((await grids(COMMUNITY, '{}', ', after: "abc"')).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', extensions: { path: 'after' } },
    ]);
  });
});
