import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { PUBLIC } from '@linli/domain/viewer';
import { personId } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  ELSEWHERE,
  gridSuite,
  NEXT_COMMUNITY,
  officer,
  officerElsewhere,
  rowsOf,
  streetOfficer,
  type GridSuite,
} from '../grid.suite.js';

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
});
afterAll(() => suite.end());

const FIELDS = `compounds grids microGrids buildings households buildingsOfUnknownHouseholds
  posts { role count } gridsWithoutLeader buildingsWithoutChief`;
const coverageOf = async (code: string) =>
  (await suite.as(PUBLIC).ask(`{ area(code: "${code}") { gridCoverage { ${FIELDS} } } }`)).data.area.gridCoverage;
const NOTHING = {
  compounds: 0,
  grids: 0,
  microGrids: 0,
  buildings: 0,
  households: null,
  buildingsOfUnknownHouseholds: 0,
  posts: [],
  gridsWithoutLeader: 0,
  buildingsWithoutChief: 0,
};

describe('what covers an area', () => {
  it('is nothing at first', async () => {
    expect(await coverageOf('37')).toEqual(NOTHING);
  });

  it('is the sum over its subtree, of those posted today', async () => {
    const change = changesBy(suite.as(streetOfficer));
    const grid = (await change.createGrid()).data.createGrid.code;
    const next = (await change.createGrid({ community: NEXT_COMMUNITY })).data.createGrid.code;
    await change.createGrid({ kind: 'MICRO', parent: grid });
    await change.createCompound();
    const building = (await change.createBuilding({ grid, households: 24 })).data.createBuilding.id;
    await change.createBuilding({ grid });
    await change.createBuilding({ grid: next });
    await change.appointToGrid({ territory: grid, role: 'BUILDING_CHIEF', building });
    await change.appointToGrid({ territory: grid, role: 'BUILDING_CHIEF', building });
    await change.appointToGrid({ territory: grid, role: 'GRID_LEADER', startsOn: '2026-11-21' });
    await change.appointToGrid({ territory: next, role: 'GRID_LEADER' });
    await change.appointToGrid({ territory: '340705402', role: 'SUPERVISOR' });

    expect(await coverageOf(COMMUNITY)).toEqual({
      compounds: 1,
      grids: 1,
      microGrids: 1,
      buildings: 2,
      households: 24,
      buildingsOfUnknownHouseholds: 1,
      posts: [{ role: 'BUILDING_CHIEF', count: 2 }],
      gridsWithoutLeader: 1,
      buildingsWithoutChief: 1,
    });
    expect(await coverageOf(NEXT_COMMUNITY)).toEqual({
      ...NOTHING,
      grids: 1,
      buildings: 1,
      buildingsOfUnknownHouseholds: 1,
      posts: [{ role: 'GRID_LEADER', count: 1 }],
      buildingsWithoutChief: 1,
    });
    expect(await coverageOf('3407')).toEqual({
      compounds: 1,
      grids: 2,
      microGrids: 1,
      buildings: 3,
      households: 24,
      buildingsOfUnknownHouseholds: 2,
      posts: [
        { role: 'SUPERVISOR', count: 1 },
        { role: 'GRID_LEADER', count: 1 },
        { role: 'BUILDING_CHIEF', count: 2 },
      ],
      gridsWithoutLeader: 1,
      buildingsWithoutChief: 2,
    });
    suite.clock.set('2026-11-21T02:00:00.000Z');
    expect((await coverageOf(COMMUNITY)).gridsWithoutLeader).toBe(0);
  });
});

describe('what covered an area on an earlier day', () => {
  const on = async (day: string, code = COMMUNITY) => {
    const query = `{ area(code: "${code}") { gridCoverage(on: "${day}") { ${FIELDS} } } }`;
    const { data, errors } = await suite.as(PUBLIC).ask(query);
    expect(errors).toEqual([]);
    return data.area.gridCoverage;
  };

  it('is what had been entered by its end, as it stood then', async () => {
    const change = changesBy(suite.as(officerElsewhere));
    suite.clock.set('2026-11-22T02:00:00.000Z');
    const grid = (await change.createGrid({ community: ELSEWHERE })).data.createGrid.code;
    const building = (await change.createBuilding({ grid, households: 24 })).data.createBuilding.id;
    const other = (await change.createBuilding({ grid, households: 6 })).data.createBuilding.id;
    await rowsOf(
      suite,
      sql`insert into grid_post (id, role, territory, grid, building, starts_on) values
        (gen_random_uuid(), 'GRID_LEADER', ${grid}, ${grid}, null, '2026-11-22'),
        (gen_random_uuid(), 'BUILDING_CHIEF', ${grid}, ${grid}, ${building}, '2026-11-20')`,
    );
    const update = (id: string, input: string) =>
      suite.as(officerElsewhere).ask(`mutation { updateBuilding(id: "${id}", input: ${input}) { id } }`);

    suite.clock.set('2026-11-24T02:00:00.000Z');
    const next = (await change.createGrid({ community: ELSEWHERE })).data.createGrid.code;
    await change.createCompound({ community: ELSEWHERE });
    expect((await update(building, '{ households: 30 }')).errors).toEqual([]);
    expect((await update(building, '{ households: 25 }')).errors).toEqual([]);
    expect((await update(other, `{ grid: "${next}", households: null }`)).errors).toEqual([]);
    suite.clock.set('2026-11-26T02:00:00.000Z');

    expect(await on('2026-11-21', ELSEWHERE)).toEqual({ ...NOTHING, posts: [{ role: 'BUILDING_CHIEF', count: 1 }] });
    const first = {
      ...NOTHING,
      grids: 1,
      buildings: 2,
      households: 30,
      posts: [
        { role: 'GRID_LEADER', count: 1 },
        { role: 'BUILDING_CHIEF', count: 1 },
      ],
      buildingsWithoutChief: 1,
    };
    expect(await on('2026-11-22', ELSEWHERE)).toEqual(first);
    expect(await on('2026-11-23', ELSEWHERE)).toEqual(first);
    const second = {
      ...first,
      compounds: 1,
      grids: 2,
      households: 25,
      buildingsOfUnknownHouseholds: 1,
      gridsWithoutLeader: 1,
    };
    expect(await on('2026-11-24', ELSEWHERE)).toEqual(second);
    expect(await on('2026-11-26', ELSEWHERE)).toEqual(second);
    expect(await coverageOf(ELSEWHERE)).toEqual(second);
  });

  it('is of a grid to the day before it closed', async () => {
    const grid = (await changesBy(suite.as(streetOfficer)).createGrid({ community: NEXT_COMMUNITY })).data.createGrid
      .code;
    const before = (await on('2026-11-26', NEXT_COMMUNITY)).grids;
    await rowsOf(suite, sql`update grid set closed_on = '2026-11-27' where code = ${grid}`);
    suite.clock.set('2026-11-28T02:00:00.000Z');
    expect((await on('2026-11-26', NEXT_COMMUNITY)).grids).toBe(before);
    expect((await on('2026-11-27', NEXT_COMMUNITY)).grids).toBe(before - 1);
  });

  it('is written by nobody but the database', async () => {
    const write = sql`update building_history set since = '2020-01-01'`.execute(suite.database.em.fork().getKysely());
    await expect(write).rejects.toThrow('permission denied');
  });
});

describe('the kept totals of communities', () => {
  const kept = () =>
    rowsOf(
      suite,
      sql`
      select * from community_coverage
      where (compounds, grids, micro_grids, buildings, households, buildings_of_unknown_households) <> (0, 0, 0, 0, 0, 0)
      order by community`,
    );
  const recounted = () =>
    rowsOf(
      suite,
      sql`
      select code as community,
        (select count(*) from compound where compound.community = area.code)::int as compounds,
        (select count(*) from grid where grid.community = area.code and kind <> 'MICRO' and closed_on is null)::int as grids,
        (select count(*) from grid where grid.community = area.code and kind = 'MICRO' and closed_on is null)::int as micro_grids,
        (select count(*) from building where left(building.grid, 12) = area.code)::int as buildings,
        (select coalesce(sum(households), 0) from building where left(building.grid, 12) = area.code)::int as households,
        (select count(*) from building where left(building.grid, 12) = area.code and households is null)::int
          as buildings_of_unknown_households
      from area
      where exists (select from compound where compound.community = area.code)
        or exists (select from grid where grid.community = area.code and closed_on is null)
        or exists (select from building where left(building.grid, 12) = area.code)
      order by code`,
    );

  const statements = [
    (n: number) => sql`
      insert into building (id, grid, number, entrances, households)
      select gen_random_uuid(), code, code, 1, nullif(${n} % 7, 3) from grid where kind <> 'MICRO' limit ${n}`,
    (n: number) =>
      sql`update building set households = nullif(${n} % 5, 2) where abs(hashtext(id::text)) % 3 = ${n % 3}`,
    (n: number) => sql`
      update building set grid = (select max(code) from grid where left(code, 12) = left(building.grid, 12))
      where abs(hashtext(id::text)) % 4 = ${n % 4}`,
    (n: number) => sql`
      update building set grid = (select code from grid order by hashtext(code || ${String(n)}) limit 1)
      where abs(hashtext(id::text)) % 5 = ${n % 5}`,
    (n: number) => sql`delete from building where compound is null and abs(hashtext(id::text)) % 6 = ${n % 6}
      and not exists (select from grid_post where grid_post.building = building.id)`,
    (n: number) =>
      sql`update grid set closed_on = case when ${n} % 2 = 0 then opened_on end where abs(hashtext(code)) % 3 = ${n % 3}`,
    (n: number) => sql`
      insert into compound (id, community, name, kind, property_management)
      select gen_random_uuid(), code, code, 'GATED', 'NONE' from area where level = 'COMMUNITY' limit ${n}`,
    (n: number) => sql`delete from compound where abs(hashtext(id::text)) % 2 = ${n % 2}
      and not exists (select from building where building.compound = compound.id)`,
  ];

  it('are what a recount gives, after whatever changes', async () => {
    const step = fc.tuple(fc.constantFrom(...statements), fc.nat(50));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const [statement, n] of steps) await rowsOf(suite, statement(n));
        expect(await kept()).toEqual(await recounted());
      }),
      { numRuns: 20, seed: 340705402 },
    );
  });

  it('are right after twenty buildings entered at once', async () => {
    const grid = (await changesBy(suite.as(officer)).createGrid()).data.createGrid.code;
    await Promise.all(
      Array.from({ length: 20 }, () => changesBy(suite.as(officer)).createBuilding({ grid, households: 2 })),
    );
    expect(await kept()).toEqual(await recounted());
  });

  it('are written by nobody but the database', async () => {
    const write = sql`update community_coverage set grids = 0`.execute(suite.database.em.fork().getKysely());
    await expect(write).rejects.toThrow('permission denied');
    expect(await kept()).toEqual(await recounted());
  });
});

it('whoever holds a post does not show in the totals', async () => {
  const { data } = await suite.as(PUBLIC).ask(`{ area(code: "34") { gridCoverage { posts { role count } } } }`);
  expect(JSON.stringify(data)).not.toContain(personId(100));
});
