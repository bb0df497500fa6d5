import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC } from '@linli/domain/viewer';
import { personId } from '@linli/testkit/viewers';
import { street } from '../grid-plan/grid-plan.suite.js';
import { gridSuite, rowsOf, TODAY, type GridSuite } from '../grid.suite.js';
import { postsThrough } from './post-history.suite.js';

const [EVE, ADOPTION_DAY, DAY_AFTER] = ['2026-11-27', '2026-11-28', '2026-11-29'];

let suite: GridSuite;
let through: ReturnType<typeof postsThrough>;
beforeAll(async () => {
  suite = await gridSuite();
  through = postsThrough(suite);
});
afterEach(() => suite.clock.set(`${TODAY}T02:00:00.000Z`));
afterAll(() => suite.end());

describe('posts that a plan moves', () => {
  it('are on the days before in the grid that closed, and from its day on in its successor', async () => {
    const { community, grids } = await street(suite, 1);
    const [kept, closed] = grids;
    const successor = `${community}004`;
    const leader = await through.appoint({ role: 'GRID_LEADER', territory: closed });
    const worker = await through.appoint({ territory: closed, person: personId(101), startsOn: '2026-11-01' });
    const former = await through.appoint({ territory: closed, person: personId(102) });
    await through.officer.ask(`mutation { endGridPost(id: "${former}", endsOn: "2026-11-10") { id } }`);
    const untouched = await through.appoint({ territory: kept });
    await through.adopt(community, ADOPTION_DAY);
    for (const today of [ADOPTION_DAY, DAY_AFTER]) {
      through.isOn(today);
      expect(await through.idsOf(closed, '2026-10-31')).toEqual([leader, former]);
      expect(await through.idsOf(closed, '2026-11-10')).toEqual([leader, former, worker]);
      const before = { territory: closed, grid: { code: closed } };
      expect(await through.postsOf(closed, EVE)).toEqual([
        { id: leader, ...before },
        { id: worker, ...before },
      ]);
      expect(await through.idsOf(successor, EVE)).toEqual([]);
      expect(await through.idsOf(closed, ADOPTION_DAY)).toEqual([]);
      for (const day of [ADOPTION_DAY, DAY_AFTER, '2027-06-30']) {
        const after = { territory: successor, grid: { code: successor } };
        expect(await through.postsOf(successor, day)).toEqual([
          { id: leader, ...after },
          { id: worker, ...after },
        ]);
      }
      for (const day of [EVE, ADOPTION_DAY, DAY_AFTER]) expect(await through.idsOf(kept, day)).toEqual([untouched]);
    }
  });

  it('are counted on each day where they were', async () => {
    const { community, grids, buildings } = await street(suite, 2);
    for (const [person, territory] of grids.entries()) {
      await through.appoint({ role: 'GRID_LEADER', territory, person: personId(110 + person) });
    }
    const chief = { role: 'BUILDING_CHIEF', territory: grids[2], building: buildings[8], person: personId(113) };
    const trained = await through.appoint(chief);
    await through.appoint({ role: 'SUPERVISOR', territory: community, person: personId(114) });
    await through.officer.ask('mutation ($input: RecordTrainingInput!) { recordTraining(input: $input) { id } }', {
      input: { community, topic: '消防', heldOn: TODAY, hours: 1, attendees: [trained], completed: [trained] },
    });
    await through.adopt(community, ADOPTION_DAY);
    through.isOn(DAY_AFTER);
    const FIELDS = 'grids posts { role count } gridsWithoutLeader buildingsWithoutChief trainingRate';
    const coverage = async (day: string) =>
      (await suite.as(PUBLIC).ask(`{ area(code: "${community}") { gridCoverage(on: "${day}") { ${FIELDS} } } }`)).data
        .area.gridCoverage;
    const grid = async (code: string | undefined, day: string) => {
      const of = (hasLeader: boolean) =>
        `grids(within: "${code}", where: { hasLeader: ${hasLeader} }, on: "${day}") { totalCount }`;
      const { data } = await suite.as(PUBLIC).ask(`{ led: ${of(true)} vacant: ${of(false)} }`);
      return [data.led.totalCount, data.vacant.totalCount];
    };
    // Each new grid goes on as one of the old: nobody is lost, and nobody leads a grid before it was opened.
    const covered = {
      grids: 3,
      posts: [
        { role: 'SUPERVISOR', count: 1 },
        { role: 'GRID_LEADER', count: 3 },
        { role: 'BUILDING_CHIEF', count: 1 },
      ],
      gridsWithoutLeader: 0,
      trainingRate: 0.2,
    };
    expect(await coverage(EVE)).toEqual({ ...covered, buildingsWithoutChief: 11 });
    expect(await coverage(ADOPTION_DAY)).toEqual({ ...covered, buildingsWithoutChief: 11 });
    expect(await coverage(DAY_AFTER)).toEqual({ ...covered, buildingsWithoutChief: 11 });
    expect([await grid(grids[1], EVE), await grid(`${community}004`, EVE)]).toEqual([
      [1, 0],
      [0, 0],
    ]);
    expect([await grid(grids[1], ADOPTION_DAY), await grid(`${community}004`, ADOPTION_DAY)]).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });

  it('leave vacancies where they were', async () => {
    const { community, grids } = await street(suite, 3);
    await through.appoint({ role: 'GRID_LEADER', territory: grids[1], startsOn: '2026-11-25' });
    await through.adopt(community, ADOPTION_DAY);
    through.isOn(DAY_AFTER);
    const vacant = async (day: string) => {
      const { data } = await suite
        .as(PUBLIC)
        .ask(`{ grids(within: "${community}", where: { hasLeader: false }, on: "${day}") { nodes { code } } }`);
      return data.grids.nodes.map(({ code }: { code: string }) => code);
    };
    expect(await vacant('2026-11-24')).toEqual(grids);
    expect(await vacant('2026-11-25')).toEqual([grids[0], grids[2]]);
    expect(await vacant(EVE)).toEqual([grids[0], grids[2]]);
    expect(await vacant(ADOPTION_DAY)).toEqual([grids[0], `${community}005`]);
  });

  it('are told of their holder where they were held', async () => {
    const { community, grids } = await street(suite, 4);
    const person = personId(120);
    const post = await through.appoint({ role: 'GRID_LEADER', territory: grids[1], person });
    await through.adopt(community, ADOPTION_DAY);
    const held = async (on: string) => {
      const { data } = await through.officer.ask(
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { gridPosts(on: "${on}") { id territory grid { code } } } } }`,
        { of: [{ __typename: 'Person', id: person }] },
      );
      return data._entities[0].gridPosts;
    };
    const at = (code: string | undefined) => [{ id: post, territory: code, grid: { code } }];
    expect([await held('2025-12-31'), await held('2026-01-01'), await held(EVE)]).toEqual([
      [],
      at(grids[1]),
      at(grids[1]),
    ]);
    expect([await held(ADOPTION_DAY), await held(DAY_AFTER)]).toEqual([at(`${community}004`), at(`${community}004`)]);
  });

  it('are on the roster of the new grid from its first day', async () => {
    const { community, grids } = await street(suite, 5);
    const post = await through.appoint({ territory: grids[1] });
    await through.adopt(community, ADOPTION_DAY);
    const publicise = async (on: string) =>
      (
        await through.officer.ask(
          `mutation { publiciseRoster(grid: "${community}004", on: "${on}") { id publicisedOn } }`,
        )
      ).data.publiciseRoster;
    expect(await publicise(EVE)).toEqual([]);
    expect(await publicise(ADOPTION_DAY)).toEqual([{ id: post, publicisedOn: ADOPTION_DAY }]);
  });

  it('twice in a row are in three grids one after the other', async () => {
    const { community, grids, buildings } = await street(suite, 6);
    const post = await through.appoint({ role: 'GRID_LEADER', territory: grids[1] });
    await through.adopt(community, ADOPTION_DAY);
    await through.officer.ask(`mutation { updateBuilding(id: "${buildings[4]}", input: { households: 60 }) { id } }`);
    await through.adopt(community, '2026-12-10');
    const [second] = await rowsOf(
      suite,
      sql<{ code: string }>`select territory as code from grid_post where id = ${post}`,
    );
    expect([grids[1], `${community}004`]).not.toContain(second?.code);
    through.isOn('2026-12-20');
    const where = async (day: string) => {
      const codes = [grids[1], `${community}004`, second?.code];
      const found = await Promise.all(codes.map((code) => through.idsOf(code, day)));
      return found.map((posts) => posts.includes(post));
    };
    expect(await where(EVE)).toEqual([true, false, false]);
    expect(await where(ADOPTION_DAY)).toEqual([false, true, false]);
    expect(await where('2026-12-09')).toEqual([false, true, false]);
    expect(await where('2026-12-10')).toEqual([false, false, true]);
  });

  it('before they begin, begin in the grid that they were moved to', async () => {
    const { community, grids } = await street(suite, 7);
    const post = await through.appoint({ territory: grids[1], startsOn: '2026-12-01' });
    const sameDay = await through.appoint({ territory: grids[1], person: personId(121), startsOn: ADOPTION_DAY });
    await through.adopt(community, ADOPTION_DAY);
    through.isOn('2026-12-10');
    expect(await through.idsOf(grids[1], '2026-12-01')).toEqual([]);
    expect(await through.idsOf(`${community}004`, ADOPTION_DAY)).toEqual([sameDay]);
    expect(await through.idsOf(`${community}004`, '2026-12-01')).toEqual([sameDay, post]);
  });
});

describe('the history of posts', () => {
  const kept = (post: string) =>
    rowsOf(
      suite,
      sql`select territory, since::text as since, until::text as until from grid_post_history where post = ${post} order by since`,
    );

  it('follows a chief whose building moves, of each day where it last was', async () => {
    const { grids, buildings } = await street(suite, 21);
    const post = await through.appoint({ role: 'BUILDING_CHIEF', territory: grids[0], building: buildings[0] });
    const move = async (grid: string | undefined) => {
      const moved = `mutation { updateBuilding(id: "${buildings[0]}", input: { grid: "${grid}" }) { id } }`;
      expect((await through.officer.ask(moved)).errors).toEqual([]);
    };
    through.isOn('2026-11-22');
    await move(grids[1]);
    through.isOn('2026-11-24');
    await move(grids[0]);
    await move(grids[2]);
    expect(await kept(post)).toEqual([
      { territory: grids[0], since: '2026-01-01', until: '2026-11-22' },
      { territory: grids[1], since: '2026-11-22', until: '2026-11-24' },
      { territory: grids[2], since: '2026-11-24', until: null },
    ]);
    expect(await through.idsOf(grids[1], '2026-11-23')).toEqual([post]);
  });

  it('stays one without gaps, whatever a clock says', async () => {
    const { grids, buildings } = await street(suite, 22);
    through.isOn('2026-11-24');
    const post = await through.appoint({
      role: 'BUILDING_CHIEF',
      territory: grids[0],
      building: buildings[0],
      startsOn: '2026-11-24',
    });
    through.isOn('2026-11-22');
    await through.officer.ask(
      `mutation { updateBuilding(id: "${buildings[0]}", input: { grid: "${grids[1]}" }) { id } }`,
    );
    expect(await kept(post)).toEqual([{ territory: grids[1], since: '2026-11-24', until: null }]);
  });

  it('is written by nobody but the database', async () => {
    for (const database of [suite.database, suite.worker]) {
      const write = sql`update grid_post_history set since = '2020-01-01'`.execute(database.em.fork().getKysely());
      await expect(write).rejects.toThrow('permission denied');
    }
  });
});
