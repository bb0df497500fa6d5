import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC } from '@linli/domain/viewer';
import type { SnapshotRow } from '@linli/events/feed';
import { withSession } from '@linli/persistence/session-context';
import { personId } from '@linli/testkit/viewers';
import { volunteerDirectory } from '../directory/volunteer.writers.js';
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

const UNIT = '019a0000-0000-7000-8000-000000000001';
const APPLICANT = '019a0000-0000-7000-8000-000000000002';
let suite: GridSuite;
let grid: string;
let building: string;
beforeAll(async () => {
  suite = await gridSuite();
  await tell([
    { key: UNIT, version: 2, payload: { id: UNIT, status: 'ACTIVE' } },
    { key: APPLICANT, version: 1, payload: { id: APPLICANT, status: 'APPLIED' } },
  ]);
  grid = await newGrid();
  const entered = await changesBy(suite.as(officer)).createBuilding({ grid, entrances: 2 });
  building = entered.data.createBuilding.id;
});
afterAll(() => suite.end());

/** Units as volunteer tells of them. */
const tell = async (rows: readonly SnapshotRow[]) => {
  for (const writer of volunteerDirectory) await suite.worker.em.fork().transactional((em) => writer.apply(em, rows));
};
const newGrid = async (): Promise<string> => (await changesBy(suite.as(officer)).createGrid()).data.createGrid.code;
const appoint = (input: Record<string, unknown> = {}, viewer = officer) =>
  changesBy(suite.as(viewer)).appointToGrid({ territory: grid, ...input });
const appointed = async (input: Record<string, unknown> = {}): Promise<string> => {
  const answer = await appoint(input, streetOfficer);
  expect(answer.errors).toEqual([]);
  return answer.data.appointToGrid.id;
};
const end = (id: string, endsOn: string, viewer = officer) =>
  suite.as(viewer).ask(`mutation { endGridPost(id: "${id}", endsOn: "${endsOn}") { endsOn } }`);
const postCount = async () => (await rowsOf(suite, sql`select from grid_post`)).length;

describe('an appointment', () => {
  it('is to the place of its role, with what its role needs', async () => {
    const micro = await changesBy(suite.as(officer)).createGrid({ kind: 'MICRO', parent: grid });
    const microGrid = micro.data.createGrid.code;
    await appointed({ role: 'SUPERVISOR', territory: COMMUNITY });
    await appointed({ role: 'MOBILE_GRID_WORKER', territory: COMMUNITY.slice(0, 9) });
    await appointed({ role: 'MICRO_GRID_LEADER', territory: microGrid });
    await appointed({ role: 'GRID_LIAISON', unit: UNIT });
    await appointed({ role: 'GRID_COORDINATOR', department: 'JUSTICE' });
    await appointed({ role: 'BUILDING_CHIEF', building });
    await appointed({ role: 'ENTRANCE_CHIEF', building, entrance: 2 });
    const { data } = await suite
      .as(PUBLIC)
      .ask(
        `{ grid(code: "${grid}") { posts { role territory grid { code } building { id } entrance department unit { id } startsOn endsOn publicisedOn } } }`,
      );
    const post = {
      territory: grid,
      grid: { code: grid },
      building: null,
      entrance: null,
      department: null,
      unit: null,
    };
    const time = { startsOn: '2026-01-01', endsOn: null, publicisedOn: null };
    expect(data.grid.posts).toEqual([
      { ...post, ...time, role: 'GRID_COORDINATOR', department: 'JUSTICE' },
      { ...post, ...time, role: 'GRID_LIAISON', unit: { id: UNIT } },
      { ...post, ...time, role: 'BUILDING_CHIEF', building: { id: building } },
      { ...post, ...time, role: 'ENTRANCE_CHIEF', building: { id: building }, entrance: 2 },
    ]);
    const reference = await suite
      .as(PUBLIC)
      .ask(
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on GridPost { territory grid { code } } } }`,
        { of: [{ __typename: 'GridPost', id: await appointed({ role: 'SUPERVISOR', territory: COMMUNITY }) }] },
      );
    expect(reference.data._entities).toEqual([{ territory: COMMUNITY, grid: null }]);
  });

  it('tells the other services who fills the post, and the audit who filled it', async () => {
    const id = await appointed({ person: personId(7) });
    const [event] = await rowsOf(
      suite,
      sql<{ type: string; payload: unknown }>`select type, payload from outbox where aggregateid = ${id}`,
    );
    expect(event).toEqual({
      type: 'GridPostFilled',
      payload: {
        id,
        role: 'GRID_WORKER',
        territory: grid,
        grid,
        building: null,
        startsOn: '2026-01-01',
        endsOn: null,
        publicisedOn: null,
        person: personId(7),
      },
    });
    expect(
      await rowsOf(suite, sql`select person, operation, territory from audit_entry where subject_id = ${id}`),
    ).toEqual([{ person: streetOfficer.person, operation: 'appointToGrid', territory: grid }]);
  });

  it.each([
    [{ person: 'no-id' }, 'input.person'],
    [{ role: 'SUPERVISOR' }, 'input.territory'],
    [{ territory: `${COMMUNITY}990` }, 'input.territory'],
    [{ role: 'SUPERVISOR', territory: '340705402990' }, 'input.territory'],
    [{ role: 'GRID_COORDINATOR' }, 'input.department'],
    [{ role: 'GRID_LIAISON', unit: 'no-id' }, 'input.unit'],
    [{ role: 'GRID_LIAISON', unit: personId(1) }, 'input.unit'],
    [{ role: 'GRID_LIAISON', unit: APPLICANT }, 'input.unit'],
    [{ role: 'BUILDING_CHIEF', building: personId(1) }, 'input.building'],
    [{ unit: personId(1) }, 'input.unit'],
  ])('with %j is refused, naming %s, and nothing is filled', async (input, path) => {
    const before = await postCount();
    expect((await appoint(input, streetOfficer)).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', extensions: { path } },
    ]);
    expect(await postCount()).toBe(before);
  });

  it('from a unit that is no longer confirmed is refused, and old news of it changes nothing', async () => {
    const liaison = { role: 'GRID_LIAISON', unit: UNIT };
    await tell([{ key: UNIT, version: 3, payload: { id: UNIT, status: 'REJECTED' } }]);
    await tell([{ key: UNIT, version: 2, payload: { id: UNIT, status: 'ACTIVE' } }]);
    expect((await appoint(liaison)).errors).toMatchObject([{ extensions: { path: 'input.unit' } }]);
    await tell([{ key: UNIT, version: 4, payload: { id: UNIT, status: 'ACTIVE' } }]);
    expect((await appoint(liaison)).errors).toEqual([]);
  });

  it('is to an entrance that the building has, in the grid that it stands in', async () => {
    const chief = { role: 'ENTRANCE_CHIEF', building };
    expect((await appoint({ ...chief, entrance: 3 })).errors).toMatchObject([
      { extensions: { path: 'input.entrance' } },
    ]);
    const next = await newGrid();
    expect((await appoint({ ...chief, entrance: 1, territory: next })).errors).toMatchObject([
      { extensions: { path: 'input.building' } },
    ]);
  });

  it('is made by the officers of the territory', async () => {
    const before = await postCount();
    expect((await appoint({}, PUBLIC)).errors[0]?.code).toBe('UNAUTHENTICATED');
    expect((await appoint({}, gridWorker)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await appoint({}, officerElsewhere)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await appoint({ role: 'SUPERVISOR', territory: COMMUNITY.slice(0, 9) })).errors[0]?.code).toBe('FORBIDDEN');
    expect(await postCount()).toBe(before);
  });

  it('with the same key is made once', async () => {
    const before = await postCount();
    const client = suite.as(officer, { idempotencyKey: 'appoint-once' });
    const [first, again] = [await changesBy(client).appointToGrid(), await changesBy(client).appointToGrid()];
    expect(again.data).toEqual(first.data);
    expect(await postCount()).toBe(before + 1);
  });
});

describe('the leader of a grid', () => {
  const leader = (territory: string, startsOn = '2026-01-01') => ({ role: 'GRID_LEADER', territory, startsOn });

  it('is one at a time, also when ten are appointed at once', async () => {
    const led = await newGrid();
    const answers = await Promise.all(Array.from({ length: 10 }, () => appoint(leader(led))));
    expect(answers.filter((answer) => answer.errors.length === 0)).toHaveLength(1);
    const refused = answers.flatMap((answer) => answer.errors.map((error) => error.code));
    expect(refused).toEqual(Array.from({ length: 9 }, () => 'GRID_LEADER_TAKEN'));
  });

  it('follows the one before from the day after', async () => {
    const led = await newGrid();
    const first = await appointed(leader(led));
    expect((await appoint(leader(led, '2026-12-01'))).errors).toMatchObject([
      { code: 'GRID_LEADER_TAKEN', extensions: { grid: led } },
    ]);
    await end(first, '2026-11-30');
    expect((await appoint(leader(led, '2026-11-30'))).errors[0]?.code).toBe('GRID_LEADER_TAKEN');
    await appointed(leader(led, '2026-12-01'));
    expect((await end(first, '2026-12-02')).errors[0]?.code).toBe('GRID_LEADER_TAKEN');
  });

  it('leaves other grids and other roles free', async () => {
    const led = await newGrid();
    await appointed(leader(led));
    expect((await appoint({ ...leader(led), role: 'GRID_LEADER_ASSISTANT' })).errors).toEqual([]);
    expect((await appoint(leader(await newGrid()))).errors).toEqual([]);
  });
});

describe('the end of a post', () => {
  const heldOn = async (territory: string, day: string) =>
    (await suite.as(PUBLIC).ask(`{ grid(code: "${territory}") { posts(on: "${day}") { role } } }`)).data.grid.posts
      .length;

  it('is its last day', async () => {
    const held = await newGrid();
    const id = await appointed({ territory: held });
    expect((await end(id, TODAY)).data.endGridPost.endsOn).toBe(TODAY);
    const days = ['2025-12-31', '2026-01-01', TODAY, '2026-11-21'];
    expect(await Promise.all(days.map((day) => heldOn(held, day)))).toEqual([0, 1, 1, 0]);
  });

  it('is not before its first day, and not moved once it has passed', async () => {
    const id = await appointed();
    expect((await end(id, '2025-12-31')).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', extensions: { path: 'endsOn', startsOn: '2026-01-01' } },
    ]);
    await end(id, '2026-11-19');
    expect((await end(id, '2026-12-31')).errors).toMatchObject([
      { code: 'GRID_POST_HAS_ENDED', extensions: { endsOn: '2026-11-19' } },
    ]);
  });

  it('is set by the officers of its territory', async () => {
    const id = await appointed();
    expect((await end(id, TODAY, officerElsewhere)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await end(personId(9), TODAY)).errors).toMatchObject([{ code: 'NOT_FOUND', extensions: { path: 'id' } }]);
  });
});

describe('a list of posts', () => {
  it('over a hundred is refused, naming the argument that narrows it', async () => {
    const crowded = await newGrid();
    await rowsOf(
      suite,
      sql`insert into grid_post (id, role, territory, grid, starts_on)
        select gen_random_uuid(), 'GRID_WORKER', ${crowded}, ${crowded}, '2026-01-01' from generate_series(1, 101)`,
    );
    const posts = (argument: string) =>
      suite.as(PUBLIC).ask(`{ grid(code: "${crowded}") { posts${argument} { role } } }`);
    expect((await posts('')).errors).toMatchObject([
      { code: 'TOO_MANY_TO_LIST', extensions: { argument: 'role', most: 100 } },
    ]);
    expect((await posts('(role: SUPERVISOR)')).data.grid.posts).toEqual([]);
  });
});

describe('who holds a post', () => {
  const holdersSeen = (settings: Record<string, string>, post: string) =>
    withSession(suite.database, settings, async (em) => {
      const { rows } = await sql`select person from grid_post_holder where post = ${post}`.execute(em.getKysely());
      return rows.length;
    });

  it('is seen by officers and grid staff of the place and by the holder, until the roster is up', async () => {
    const post = await appointed({ person: personId(77) });
    const seen = () =>
      Promise.all([
        holdersSeen({}, post),
        holdersSeen({ 'linli.today': TODAY }, post),
        holdersSeen({ 'linli.today': TODAY, 'linli.reads': '340705402002' }, post),
        holdersSeen({ 'linli.today': TODAY, 'linli.person': personId(78) }, post),
        holdersSeen({ 'linli.reads': COMMUNITY }, post),
        holdersSeen({ 'linli.person': personId(77) }, post),
      ]);
    expect(await seen()).toEqual([0, 0, 0, 0, 1, 1]);
    await rowsOf(suite, sql`update grid_post set publicised_on = ${TODAY}::date where id = ${post}`);
    expect(await seen()).toEqual([0, 1, 1, 1, 1, 1]);
  });

  it('is entered for a place of their own only', async () => {
    const post = await appointed();
    const write = withSession(suite.database, { 'linli.reads': COMMUNITY, 'linli.changes': '3701' }, (em) =>
      sql`update grid_post_holder set person = ${personId(1)} where post = ${post}`.execute(em.getKysely()),
    );
    await expect(write).rejects.toThrow('row-level security');
  });
});
