import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { personId } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  gridSuite,
  gridWorker,
  NEXT_COMMUNITY,
  officer,
  resident,
  rowsOf,
  streetOfficer,
  TODAY,
  type GridSuite,
} from '../grid.suite.js';

let suite: GridSuite;
let grid: string;
const posts: Record<string, string> = {};
beforeAll(async () => {
  suite = await gridSuite();
  const change = changesBy(suite.as(streetOfficer));
  grid = (await change.createGrid()).data.createGrid.code;
  const next = (await change.createGrid({ community: NEXT_COMMUNITY })).data.createGrid.code;
  const appoint = async (input: Record<string, unknown>) => (await change.appointToGrid(input)).data.appointToGrid.id;
  posts['worker'] = await appoint({ person: personId(101) });
  posts['leader'] = await appoint({ person: personId(102), role: 'GRID_LEADER' });
  posts['supervisor'] = await appoint({ person: personId(103), role: 'SUPERVISOR', territory: '340705402' });
  posts['newcomer'] = await appoint({ person: personId(104), startsOn: '2026-11-19' });
  posts['neighbour'] = await appoint({ person: personId(105), territory: next });
});
afterAll(() => suite.end());

const post = (name: string) => posts[name] as string;
const record = (input: Record<string, unknown> = {}, viewer: Viewer = officer) =>
  suite.as(viewer).ask(
    `mutation ($input: RecordTrainingInput!) {
      recordTraining(input: $input) { id topic community { code } heldOn hours attendees { id } } }`,
    {
      input: {
        community: COMMUNITY,
        topic: '消防安全',
        heldOn: '2026-11-10',
        hours: 1.5,
        attendees: [post('worker'), post('leader'), post('supervisor')],
        completed: [post('worker')],
        ...input,
      },
    },
  );
const trainingsOf = async (name: string, since?: string) => {
  const of = [{ __typename: 'GridPost', id: post(name) }];
  const asked = since === undefined ? '' : `(since: "${since}")`;
  const answer = await suite
    .as(PUBLIC)
    .ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on GridPost { trainings${asked} { completed training { topic heldOn } } } } }`,
      { of },
    );
  expect(answer.errors).toEqual([]);
  return answer.data._entities[0].trainings;
};
const rateIn = async (code: string) =>
  (await suite.as(PUBLIC).ask(`{ area(code: "${code}") { gridCoverage { trainingRate } } }`)).data.area.gridCoverage
    .trainingRate;

describe('a training', () => {
  it('is recorded with those who came, who are posted in the community or over it', async () => {
    const { data, errors } = await record();
    expect(errors).toEqual([]);
    const { id, attendees, ...training } = data.recordTraining;
    expect(training).toEqual({ topic: '消防安全', community: { code: COMMUNITY }, heldOn: '2026-11-10', hours: 1.5 });
    expect(attendees).toEqual(
      [post('worker'), post('leader'), post('supervisor')].map((attendee) => ({ id: attendee })),
    );
    const again = await suite
      .as(PUBLIC)
      .ask(`{ _entities(representations: [{ __typename: "Training", id: "${id}" }]) { ... on Training { topic } } }`);
    expect(again.data._entities).toEqual([{ topic: '消防安全' }]);
  });

  it('stands with each post whose holder came, the newest first', async () => {
    await record({ topic: '急救', heldOn: '2026-11-15', completed: [] });
    const [first, second] = [
      { completed: true, training: { topic: '消防安全', heldOn: '2026-11-10' } },
      { completed: false, training: { topic: '急救', heldOn: '2026-11-15' } },
    ];
    expect(await trainingsOf('worker')).toEqual([second, first]);
    expect(await trainingsOf('worker', '2026-11-11')).toEqual([second]);
    expect(await trainingsOf('newcomer')).toEqual([]);
  });

  it.each<[string, Viewer, string]>([
    ['the public', PUBLIC, 'UNAUTHENTICATED'],
    ['a resident', resident, 'FORBIDDEN'],
    ['grid staff', gridWorker, 'FORBIDDEN'],
    [
      'an officer elsewhere',
      { person: personId(3), roles: [{ role: 'COMMUNITY_OFFICER', territory: NEXT_COMMUNITY }] },
      'FORBIDDEN',
    ],
  ])('is not recorded by %s', async (_who, viewer, code) => {
    expect((await record({}, viewer)).errors).toMatchObject([{ code }]);
  });

  it('is refused with somebody who is not posted to the community, or was not on its day', async () => {
    const refused = async (input: Record<string, unknown>) => (await record({ completed: [], ...input })).errors[0];
    expect(await refused({ attendees: [post('worker'), post('neighbour')] })).toMatchObject({
      code: 'BAD_USER_INPUT',
      extensions: { path: 'input.attendees.1' },
    });
    expect(await refused({ attendees: ['nobody'] })).toMatchObject({ extensions: { path: 'input.attendees.0' } });
    expect(await refused({ attendees: [post('newcomer')] })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message:
        'Attendee 1 (input.attendees.0) did not hold a post of the community on 2026-11-10; check the post and the day of the training.',
    });
    expect(await refused({ community: '340705402099' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refused({ hours: 0 })).toMatchObject({ extensions: { path: 'input.hours' } });
    const [{ count } = { count: 0 }] = await rowsOf(
      suite,
      sql<{ count: number }>`select count(*)::int as count from training`,
    );
    expect(count).toBe(2);
  });

  it('is recorded once, however often it is sent with the same key', async () => {
    const send = async () => {
      const client = suite.as(officer, { idempotencyKey: 'training-once' });
      const input = `{ community: "${COMMUNITY}", topic: "垃圾分类", heldOn: "2024-05-05", hours: 2, attendees: [], completed: [] }`;
      return (
        await client.ask(
          `mutation { recordTraining(input: ${input.replace('attendees: []', `attendees: ["${post('old')}"]`)}) { id } }`,
        )
      ).data;
    };
    posts['old'] = (
      await changesBy(suite.as(officer)).appointToGrid({ person: personId(106), startsOn: '2024-01-01' })
    ).data.appointToGrid.id;
    expect(await send()).toEqual(await send());
  });
});

describe('the training rate', () => {
  it('is the share of people posted today who completed a training within twelve months, in whatever post', async () => {
    // Posted in the community: worker (completed), leader (came), newcomer, and the one whose training was in 2024.
    expect(await rateIn(COMMUNITY)).toBe(0.25);
    const change = changesBy(suite.as(streetOfficer));
    await change.appointToGrid({ person: personId(101), territory: grid, startsOn: '2026-11-18' });
    expect(await rateIn(COMMUNITY)).toBe(0.25);
    await record({ heldOn: TODAY, attendees: [post('leader')], completed: [post('leader')] });
    expect(await rateIn(COMMUNITY)).toBe(0.5);
    expect(await rateIn('3407')).toBe(2 / 6);
  });

  it('ends twelve months after the training, and with the post', async () => {
    suite.clock.set('2027-11-09T15:00:00.000Z');
    expect(await rateIn(COMMUNITY)).toBe(0.5);
    suite.clock.set('2027-11-10T15:00:00.000Z');
    expect(await rateIn(COMMUNITY)).toBe(0.25);
    await suite.as(officer).ask(`mutation { endGridPost(id: "${post('leader')}", endsOn: "2027-11-01") { id } }`);
    expect(await rateIn(COMMUNITY)).toBe(0);
  });

  it('is that of the day that it is asked for', async () => {
    const answer = await suite
      .as(PUBLIC)
      .ask(`{ area(code: "${COMMUNITY}") { gridCoverage(on: "2026-11-19") { trainingRate } } }`);
    expect(answer.data.area.gridCoverage).toEqual({ trainingRate: 0.25 });
  });

  it('is null where nobody is posted', async () => {
    expect(await rateIn('37')).toBeNull();
  });

  it('tells nobody who holds the posts that it counts', async () => {
    const query = sql`select count(*)::int as count from grid_post_holder`;
    for (const database of [suite.database, suite.owner]) {
      expect((await query.execute(database.em.fork().getKysely())).rows).toEqual([{ count: 0 }]);
    }
  });
});
