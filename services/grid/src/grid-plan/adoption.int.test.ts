import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { SnapshotRow } from '@linli/events/feed';
import { PUBLIC } from '@linli/domain/viewer';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { changesBy, gridSuite, rowsOf, streetOfficer, TODAY, type GridSuite } from '../grid.suite.js';
import { snapshotSources } from '../snapshot.js';
import { HOUSEHOLDS, plansBy, street } from './grid-plan.suite.js';

const NOTICE_UNTIL = '2026-11-27';
const ADOPTION_DAY = '2026-11-28';

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
});
afterEach(() => suite.clock.set(`${TODAY}T02:00:00.000Z`));
afterAll(() => suite.end());

const officer = () => plansBy(suite.as(streetOfficer));
const onNotice = async (number: number) => {
  const made = await street(suite, number);
  return { ...made, id: await noticeOf(made.community) };
};
const noticeOf = async (community: string): Promise<string> => {
  const id = (await officer().propose(community)).data.proposeGridPlan.id;
  await officer().putOnNotice(id, NOTICE_UNTIL);
  return id;
};
const adoptOnItsDay = (id: string) => {
  suite.clock.set(`${ADOPTION_DAY}T02:00:00.000Z`);
  return officer().adopt(id);
};
const gridsOf = (community: string) =>
  rowsOf(
    suite,
    sql<{ code: string; closedOn: string | null; buildings: number }>`
      select code, closed_on::text as "closedOn",
        (select count(*)::int from building where building.grid = grid.code) as buildings
      from grid where community = ${community} order by code`,
  );

describe('an adoption', () => {
  it('opens grids under new codes for those that change, and leaves the others theirs', async () => {
    const { community, grids, id } = await onNotice(1);
    const [kept, second, third] = grids;
    expect((await adoptOnItsDay(id)).data.adoptGridPlan).toEqual({ status: 'ADOPTED' });
    expect(await gridsOf(community)).toEqual([
      { code: kept, closedOn: null, buildings: 4 },
      { code: second, closedOn: ADOPTION_DAY, buildings: 0 },
      { code: third, closedOn: ADOPTION_DAY, buildings: 0 },
      { code: `${community}004`, closedOn: null, buildings: 5 },
      { code: `${community}005`, closedOn: null, buildings: 3 },
    ]);
  });

  it('links each new grid to those that its buildings came from', async () => {
    const { community, grids, id } = await onNotice(2);
    await adoptOnItsDay(id);
    const ask = (code: string | undefined) =>
      suite
        .as(PUBLIC)
        .ask(`{ grid(code: "${code}") { name themes openedOn closedOn predecessors { code } successors { code } } }`);
    expect((await ask(`${community}004`)).data.grid).toEqual({
      name: '2号网格',
      themes: ['CARE'],
      openedOn: ADOPTION_DAY,
      closedOn: null,
      predecessors: [{ code: grids[1] }, { code: grids[2] }],
      successors: [],
    });
    expect((await ask(grids[2])).data.grid).toMatchObject({
      closedOn: ADOPTION_DAY,
      predecessors: [],
      successors: [{ code: `${community}004` }, { code: `${community}005` }],
    });
    expect((await ask(grids[0])).data.grid).toMatchObject({ closedOn: null, predecessors: [], successors: [] });
  });

  it('names a grid that goes on as none as no other grid is named', async () => {
    const { community, grids } = await street(suite, 16, [20, 20, 20, 20]);
    const rename = `mutation { updateGrid(code: "${grids[0]}", input: { name: "第1网格" }) { code } }`;
    expect((await suite.as(streetOfficer).ask(rename)).errors).toEqual([]);
    await changesBy(suite.as(streetOfficer)).createGrid({ community, name: '第2网格', kind: 'SPECIAL' });
    const id = (await officer().propose(community, 40)).data.proposeGridPlan.id;
    await officer().putOnNotice(id, NOTICE_UNTIL);
    expect((await adoptOnItsDay(id)).errors).toEqual([]);
    const open = sql<{ name: string }>`
      select name from grid where community = ${community} and closed_on is null order by name`;
    expect((await rowsOf(suite, open)).map(({ name }) => name)).toEqual(['第1网格', '第2网格', '第3网格']);
  });

  it('is remembered in as many statements, for however many grids', async () => {
    const few = await onNotice(14);
    const many = await street(
      suite,
      15,
      [1, 2, 3, 4].flatMap(() => HOUSEHOLDS),
    );
    for (const id of [few.id, await noticeOf(many.community)]) expect((await adoptOnItsDay(id)).errors).toEqual([]);
    const lineageOf = async (codes: readonly string[]) => {
      const building = (id: string) =>
        `b${codes.indexOf(id)}: building(id: "${id}") { grid { predecessors { code successors { code } } } }`;
      return (await suite.as(PUBLIC).ask(`{ ${codes.map(building).join(' ')} }`)).statements.length;
    };
    expect(await lineageOf(few.buildings)).toBe(await lineageOf(many.buildings));
  });

  it('moves posts and micro-grids over; what has ended stays in the old grid', async () => {
    const { community, grids, buildings } = await street(suite, 3);
    const change = changesBy(suite.as(streetOfficer));
    const micro = (await change.createGrid({ community, kind: 'MICRO', parent: grids[2], name: '东头' })).data
      .createGrid.code;
    const move = `mutation { updateBuilding(id: "${buildings[11]}", input: { grid: "${micro}" }) { id } }`;
    await suite.as(streetOfficer).ask(move);
    const appoint = async (input: Record<string, unknown>) => {
      const { data, errors } = await change.appointToGrid(input);
      expect(errors).toEqual([]);
      return data.appointToGrid.id as string;
    };
    const leader = await appoint({ role: 'GRID_LEADER', territory: grids[1] });
    const former = await appoint({ role: 'GRID_WORKER', territory: grids[1], person: personId(101) });
    await suite.as(streetOfficer).ask(`mutation { endGridPost(id: "${former}", endsOn: "2026-11-01") { id } }`);
    const chief = await appoint({ role: 'BUILDING_CHIEF', territory: grids[2], building: buildings[8] });
    const microLeader = await appoint({ role: 'MICRO_GRID_LEADER', territory: micro });
    const untouched = await appoint({ role: 'GRID_WORKER', territory: grids[0] });
    const id = await noticeOf(community);
    expect((await adoptOnItsDay(id)).errors).toEqual([]);
    const posts = await rowsOf(
      suite,
      sql<{ id: string; territory: string; endsOn: string | null }>`
        select id, territory, ends_on::text as "endsOn" from grid_post where territory like ${`${community}%`}`,
    );
    expect(Object.fromEntries(posts.map((post) => [post.id, [post.territory, post.endsOn]]))).toEqual({
      [leader]: [`${community}004`, null],
      [former]: [grids[1], '2026-11-01'],
      [chief]: [`${community}004`, null],
      [microLeader]: [`${community}00501`, null],
      [untouched]: [grids[0], null],
    });
    const { data } = await suite
      .as(PUBLIC)
      .ask(`{ building(id: "${buildings[11]}") { grid { code name parent { code } predecessors { code } } } }`);
    expect(data.building.grid).toEqual({
      code: `${community}00501`,
      name: '东头',
      parent: { code: `${community}005` },
      predecessors: [{ code: micro }],
    });
  });

  it('lets what came after a micro-grid that falls apart take its place, for whoever has a role in it too', async () => {
    const { community, grids, buildings } = await street(suite, 17);
    const change = changesBy(suite.as(streetOfficer));
    const micro = (await change.createGrid({ community, kind: 'MICRO', parent: grids[2] })).data.createGrid.code;
    for (const building of buildings.slice(8, 10)) {
      const move = `mutation { updateBuilding(id: "${building}", input: { grid: "${micro}" }) { id } }`;
      expect((await suite.as(streetOfficer).ask(move)).errors).toEqual([]);
    }
    const worker = viewerWith('GRID_WORKER', micro, personId(102));
    await change.appointToGrid({ territory: grids[2], person: worker.person });
    const write = (grid: string, day: string) =>
      suite.as(worker).ask('mutation ($input: WriteDiaryInput!) { writeDiary(input: $input) { id } }', {
        input: { grid, kind: 'PATROL', happenedAt: `${day}T01:00:00Z`, note: '巡查' },
      });
    expect((await write(micro, TODAY)).errors).toEqual([]);
    await adoptOnItsDay(await noticeOf(community));
    const successors = [`${community}004`, `${community}005`];
    const { data } = await suite
      .as(worker)
      .ask(
        `{ grid(code: "${micro}") { closedOn successors { code diaries { totalCount } } diaries { nodes { note } } } }`,
      );
    expect(data.grid).toEqual({
      closedOn: ADOPTION_DAY,
      successors: successors.map((code) => ({ code, diaries: { totalCount: 0 } })),
      diaries: { nodes: [{ note: '巡查' }] },
    });
    expect((await write(`${community}005`, ADOPTION_DAY)).errors).toEqual([]);
    expect((await write(grids[0] ?? '', ADOPTION_DAY)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  });

  it('ends the post of a leader whose grid goes on as none, with the day before', async () => {
    const { community, grids } = await street(suite, 4, [10, 10, 10, 10, 10, 10, 10, 10]);
    const change = changesBy(suite.as(streetOfficer));
    for (const territory of grids) await change.appointToGrid({ role: 'GRID_LEADER', territory });
    const plan = (await officer().propose(community, 80)).data.proposeGridPlan;
    await officer().putOnNotice(plan.id, NOTICE_UNTIL);
    expect((await adoptOnItsDay(plan.id)).errors).toEqual([]);
    const posts = await rowsOf(
      suite,
      sql<{ territory: string; endsOn: string | null }>`
        select territory, ends_on::text as "endsOn" from grid_post where territory like ${`${community}%`} order by territory`,
    );
    expect(posts).toEqual([
      { territory: expect.stringMatching(/00[12]$/), endsOn: '2026-11-27' },
      { territory: `${community}003`, endsOn: null },
    ]);
  });

  it('tells the other services of each grid, its successors, each building and post, as their snapshot does after', async () => {
    const { community, grids, buildings } = await street(suite, 5);
    await changesBy(suite.as(streetOfficer)).appointToGrid({ territory: grids[1] });
    await adoptOnItsDay(await noticeOf(community));
    const events = await rowsOf(
      suite,
      sql<{ type: string; kind: string; key: string; version: number; payload: unknown }>`
        select type, aggregatetype as kind, aggregateid as key, version::int as version, payload from outbox
        where occurred_at = ${`${ADOPTION_DAY}T02:00:00.000Z`}::timestamptz
          and (aggregateid like ${`${community}%`} or payload ->> 'community' = ${community} or payload ->> 'territory' like ${`${community}%`})
        order by position`,
    );
    const types = Map.groupBy(events, (event) => event.type);
    expect([...types].map(([type, of]) => [type, of.length])).toEqual([
      ['GridSucceeded', 2],
      ['GridClosed', 2],
      ['GridOpened', 2],
      ['BuildingMoved', 8],
      ['GridPostMoved', 1],
    ]);
    expect(types.get('GridSucceeded')?.map(({ payload }) => payload)).toContainEqual({
      grid: grids[2],
      successors: [`${community}004`, `${community}005`],
    });
    expect(types.get('GridClosed')?.find(({ key }) => key === grids[1])).toMatchObject({
      version: 2,
      payload: { closedOn: ADOPTION_DAY },
    });
    expect(events.find(({ key }) => key === buildings[4])).toMatchObject({ payload: { grid: `${community}004` } });
    for (const { kind, key, version, payload } of events) {
      expect(await snapshotRow(kind, key)).toEqual({ key, version, payload });
    }
  });

  const snapshotRow = async (kind: string, key: string): Promise<SnapshotRow | undefined> => {
    const source = snapshotSources.find((candidate) => candidate.kind === kind);
    const rows = (await source?.page(suite.worker.em.fork(), null, 1_000)) ?? [];
    return rows.find((row) => row.key === key);
  };

  it('is refused on the last day of the notice, and nothing has changed', async () => {
    const { community, id } = await onNotice(6);
    suite.clock.set(`${NOTICE_UNTIL}T15:59:59.000Z`);
    expect((await officer().adopt(id)).errors).toMatchObject([
      { code: 'GRID_PLAN_STILL_ON_NOTICE', extensions: { noticeUntil: NOTICE_UNTIL } },
    ]);
    expect(await gridsOf(community)).toHaveLength(3);
  });

  it('is refused of a draft, and of a plan that was withdrawn', async () => {
    const { community } = await street(suite, 7);
    const draft = (await officer().propose(community)).data.proposeGridPlan.id;
    expect((await adoptOnItsDay(draft)).errors).toMatchObject([
      { code: 'GRID_PLAN_NOT_NOW', extensions: { status: 'DRAFT', allowed: ['putOnNotice', 'withdraw'] } },
    ]);
    await officer().withdraw(draft);
    expect((await officer().adopt(draft)).errors).toMatchObject([
      { code: 'GRID_PLAN_NOT_NOW', extensions: { status: 'WITHDRAWN', allowed: [] } },
    ]);
    expect(await gridsOf(community)).toHaveLength(3);
  });

  it.each([
    [
      'a building that was entered',
      8,
      (made: Made) => `createBuilding(input: { grid: "${made.grids[0]}", number: "新楼" })`,
    ],
    ['other households', 9, (made: Made) => `updateBuilding(id: "${made.buildings[3]}", input: { households: 30 })`],
    [
      'a building that was moved',
      10,
      (made: Made) => `updateBuilding(id: "${made.buildings[3]}", input: { grid: "${made.grids[1]}" })`,
    ],
  ])('is refused after a later change: %s', async (_, number, changed) => {
    const made = await onNotice(number);
    await suite.as(streetOfficer).ask(`mutation { ${changed(made)} { id } }`);
    expect((await adoptOnItsDay(made.id)).errors).toMatchObject([
      { code: 'GRID_PLAN_OUTDATED', extensions: { community: made.community } },
    ]);
    expect(await gridsOf(made.community)).toHaveLength(3);
  });
  type Made = Awaited<ReturnType<typeof onNotice>>;

  it('twice at once takes effect once, and the other is refused', async () => {
    const { community, id } = await onNotice(11);
    suite.clock.set(`${ADOPTION_DAY}T02:00:00.000Z`);
    const answers = await Promise.all([officer().adopt(id), officer().adopt(id)]);
    expect(answers.flatMap(({ errors }) => errors)).toMatchObject([
      { code: 'GRID_PLAN_NOT_NOW', extensions: { status: 'ADOPTED' } },
    ]);
    expect(await gridsOf(community)).toHaveLength(5);
  });

  it('of two plans of a community at once takes effect once, and the other is outdated', async () => {
    const { community, id } = await onNotice(12);
    const other = await noticeOf(community);
    suite.clock.set(`${ADOPTION_DAY}T02:00:00.000Z`);
    const answers = await Promise.all([officer().adopt(id), officer().adopt(other)]);
    expect(answers.flatMap(({ errors }) => errors)).toMatchObject([{ code: 'GRID_PLAN_OUTDATED' }]);
    expect(await gridsOf(community)).toHaveLength(5);
  });

  it('while buildings are entered leaves none in a closed grid', async () => {
    const { community, grids, id } = await onNotice(13);
    suite.clock.set(`${ADOPTION_DAY}T02:00:00.000Z`);
    const change = changesBy(suite.as(streetOfficer));
    const entries = Array.from({ length: 6 }, (_, n) =>
      change.createBuilding({ grid: grids[1], number: `新${n}号楼` }),
    );
    const [adoption, ...entered] = await Promise.all([officer().adopt(id), ...entries]);
    const refused = entered.flatMap(({ errors }) => errors.map(({ code }) => code));
    expect(new Set([...refused, ...(adoption?.errors ?? []).map(({ code }) => code)]).size).toBeLessThanOrEqual(1);
    const strays = (await gridsOf(community)).filter((grid) => grid.closedOn !== null && grid.buildings > 0);
    expect(strays).toEqual([]);
  });
});
