import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { personId } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  gridSuite,
  gridWorker,
  officer,
  officerElsewhere,
  rowsOf,
  streetOfficer,
  TODAY,
  type GridSuite,
} from '../grid.suite.js';

let suite: GridSuite;
let grid: string;
beforeAll(async () => {
  suite = await gridSuite();
});
beforeEach(async () => {
  grid = (await changesBy(suite.as(officer)).createGrid()).data.createGrid.code;
});
afterAll(() => suite.end());

const appointed = async (input: Record<string, unknown> = {}): Promise<string> =>
  (await changesBy(suite.as(officer)).appointToGrid({ territory: grid, ...input })).data.appointToGrid.id;
const publicise = (on: string, code = grid, viewer: Viewer = officer, asking = {}) =>
  suite
    .as(viewer, asking)
    .ask(`mutation { publiciseRoster(grid: "${code}", on: "${on}") { id publicisedOn person { id } } }`);
const roster = async (on: string) => (await publicise(on)).data.publiciseRoster;
const publicisedOn = async () =>
  (
    await rowsOf(
      suite,
      sql<{ on: string | null }>`select publicised_on as on from grid_post where territory = ${grid} order by id`,
    )
  ).map((post) => post.on);
const eventsOf = (post: string) =>
  rowsOf(
    suite,
    sql<{ type: string; version: number; payload: unknown }>`
      select type, version::int, payload from outbox where aggregateid = ${post} order by position`,
  );

describe('putting up a roster', () => {
  it('shows who holds the posts of the grid on the day, whom everyone then knows', async () => {
    const held = await appointed({ person: personId(7) });
    const ended = await appointed({ person: personId(8), startsOn: '2026-02-01' });
    await suite.as(officer).ask(`mutation { endGridPost(id: "${ended}", endsOn: "2026-11-18") { id } }`);
    await appointed({ person: personId(9), startsOn: '2026-11-21' });
    expect(await roster(TODAY)).toEqual([{ id: held, publicisedOn: TODAY, person: { id: personId(7) } }]);
    expect(await publicisedOn()).toEqual([TODAY, null, null]);
    const { data } = await suite.as(PUBLIC).ask(`{ grid(code: "${grid}") { posts { person { id } } } }`);
    expect(data.grid.posts).toEqual([{ person: { id: personId(7) } }]);
  });

  it('tells the other services of each post and of what it discloses, and the audit who did so', async () => {
    const post = await appointed({ person: personId(7) });
    await roster('2026-11-10');
    const [filled, publicised, disclosed, ...rest] = await eventsOf(post);
    expect([filled?.type, rest]).toEqual(['GridPostFilled', []]);
    expect(publicised).toMatchObject({
      type: 'GridPostPublicised',
      version: 2,
      payload: { id: post, publicisedOn: '2026-11-10', person: personId(7) },
    });
    const audience = { territory: COMMUNITY, handlers: [], startsOn: '2026-11-10', endsOn: null };
    expect(disclosed).toEqual({
      type: 'DisclosureChanged',
      version: 2,
      payload: {
        person: personId(7),
        reason: 'GRID_POST',
        audiences: [
          { level: 'MASK', toPublic: true, ...audience },
          { level: 'NAME', toPublic: false, ...audience },
        ],
      },
    });
    expect(
      await rowsOf(
        suite,
        sql`select person, operation, territory from audit_entry where subject_id = ${grid} and operation = 'publiciseRoster'`,
      ),
    ).toEqual([{ person: officer.person, operation: 'publiciseRoster', territory: grid }]);
  });

  it('changes nothing the second time, and takes in who was appointed since', async () => {
    const first = await appointed();
    const once = await roster('2026-11-10');
    expect(await roster('2026-11-10')).toEqual(once);
    const second = await appointed({ role: 'GRID_LEADER' });
    await roster(TODAY);
    expect(await publicisedOn()).toEqual(['2026-11-10', TODAY]);
    expect((await eventsOf(first)).map(({ type }) => type)).toEqual([
      'GridPostFilled',
      'GridPostPublicised',
      'DisclosureChanged',
    ]);
    expect((await eventsOf(second)).map(({ version }) => version)).toEqual([1, 2, 2]);
  });

  it('ten times at once happens once', async () => {
    const post = await appointed();
    const answers = await Promise.all(Array.from({ length: 10 }, () => publicise(TODAY)));
    for (const answer of answers) expect(answer.errors).toEqual([]);
    expect((await eventsOf(post)).map(({ version }) => version)).toEqual([1, 2, 2]);
  });

  it('with the same key gives the same answer', async () => {
    await appointed();
    const asking = { idempotencyKey: 'roster-once' };
    const first = await publicise(TODAY, grid, officer, asking);
    await appointed({ role: 'GRID_LEADER' });
    expect((await publicise(TODAY, grid, officer, asking)).data).toEqual(first.data);
    expect((await publicise('2026-11-19', grid, officer, asking)).errors[0]?.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('may be for a day to come, until which only the place knows, and be brought forward', async () => {
    await appointed();
    await roster('2026-12-10');
    const shown = async () =>
      (await suite.as(PUBLIC).ask(`{ grid(code: "${grid}") { posts { person { id } } } }`)).data.grid.posts[0].person;
    expect(await shown()).toBeNull();
    await roster(TODAY);
    expect([await publicisedOn(), await shown()]).toEqual([[TODAY], { id: personId(100) }]);
  });

  it('puts up a roster on which nobody is', async () => {
    expect(await roster(TODAY)).toEqual([]);
  });

  it('is refused for a day over a month ago, and nothing is put up', async () => {
    await appointed();
    expect((await publicise('2026-10-20')).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', extensions: { path: 'on', earliest: '2026-10-21' } },
    ]);
    expect(await publicisedOn()).toEqual([null]);
  });

  it('is refused for a grid that is closed or not there', async () => {
    await rowsOf(suite, sql`update grid set closed_on = ${TODAY}::date where code = ${grid}`);
    expect((await publicise(TODAY)).errors).toMatchObject([{ code: 'GRID_CLOSED', extensions: { path: 'grid' } }]);
    for (const code of [`${COMMUNITY}990`, COMMUNITY]) {
      expect((await publicise(TODAY, code)).errors).toMatchObject([
        { code: 'BAD_USER_INPUT', extensions: { path: 'grid' } },
      ]);
    }
  });

  it('is for the officers of the territory', async () => {
    await appointed();
    const code = async (viewer: Viewer) => (await publicise(TODAY, grid, viewer)).errors[0]?.code;
    expect([await code(PUBLIC), await code(gridWorker), await code(officerElsewhere), await publicisedOn()]).toEqual([
      'UNAUTHENTICATED',
      'FORBIDDEN',
      'FORBIDDEN',
      [null],
    ]);
    expect(await code(streetOfficer)).toBeUndefined();
  });
});

describe('a post that is on a roster', () => {
  const disclosed = async (post: string) => {
    const { payload } = (await eventsOf(post)).findLast(({ type }) => type === 'DisclosureChanged') ?? {};
    return (payload as { audiences: { endsOn: string }[] }).audiences.map(({ endsOn }) => endsOn);
  };

  it('discloses its holder until it ends', async () => {
    const post = await appointed();
    await roster(TODAY);
    await suite.as(officer).ask(`mutation { endGridPost(id: "${post}", endsOn: "2026-12-31") { id } }`);
    expect(await disclosed(post)).toEqual(['2026-12-31', '2026-12-31']);
  });

  it('stays on it, and tells what it discloses anew, when it moves with its building', async () => {
    const change = changesBy(suite.as(officer));
    const building = (await change.createBuilding({ grid })).data.createBuilding.id;
    const post = await appointed({ role: 'BUILDING_CHIEF', building });
    await roster(TODAY);
    const next = (await change.createGrid()).data.createGrid.code;
    await suite.as(officer).ask(`mutation { updateBuilding(id: "${building}", input: { grid: "${next}" }) { id } }`);
    expect((await eventsOf(post)).map(({ type, version }) => [type, version])).toEqual([
      ['GridPostFilled', 1],
      ['GridPostPublicised', 2],
      ['DisclosureChanged', 2],
      ['GridPostMoved', 3],
      ['DisclosureChanged', 3],
    ]);
  });
});
