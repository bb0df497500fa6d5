import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  gridSuite,
  known,
  NEXT_COMMUNITY,
  officer,
  officerElsewhere,
  resident,
  rowsOf,
  streetOfficer,
  TODAY,
  type GridSuite,
} from '../grid.suite.js';

const HOLDER = personId(77);
const holder: Viewer = { person: HOLDER, roles: [] };

let suite: GridSuite;
let grid: string;
let building: string;
beforeAll(async () => {
  suite = await gridSuite();
  grid = (await changesBy(suite.as(officer)).createGrid()).data.createGrid.code;
  building = (await changesBy(suite.as(officer)).createBuilding({ grid })).data.createBuilding.id;
});
afterAll(() => suite.end());

const appointed = async (input: Record<string, unknown> = {}): Promise<string> => {
  const usual = { person: HOLDER, role: 'BUILDING_CHIEF', territory: grid, building };
  return (await changesBy(suite.as(streetOfficer)).appointToGrid({ ...usual, ...input })).data.appointToGrid.id;
};
const onRoster = (post: string, publicisedOn: string | null, endsOn: string | null = null) =>
  rowsOf(
    suite,
    sql`update grid_post set publicised_on = ${publicisedOn}::date, ends_on = ${endsOn}::date where id = ${post}`,
  );

const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on GridPost { person { id } } ... on Person { gridPosts { id } } } }`;

/** Whether a viewer learns who holds a post that is held on the day: in a list, by reference, and from the person; all say the same. */
async function learns(viewer: Viewer, post: string, on: string): Promise<boolean> {
  const { data, errors } = await suite.as(viewer).ask(
    `query ($of: [_Any!]!, $on: Date!) {
      grid(code: "${grid}") { posts(on: $on) { id person { id } } }
      _entities(representations: $of) {
        ... on GridPost { person { id } }
        ... on Person { gridPosts(on: $on) { id } }
      }
    }`,
    {
      on,
      of: [
        { __typename: 'GridPost', id: post },
        { __typename: 'Person', id: HOLDER },
      ],
    },
  );
  expect(errors).toEqual([]);
  const among = (posts: { id: string }[]) => posts.find(({ id }) => id === post);
  const [entity, person] = data._entities;
  const told = [among(data.grid.posts), entity].map((found) => found.person?.id === HOLDER);
  const answers = new Set([...told, among(person.gridPosts) !== undefined]);
  expect(answers.size).toBe(1);
  return answers.has(true);
}

describe('who holds a post', () => {
  const others: [string, Viewer][] = [
    ['the public', PUBLIC],
    ['a resident', resident],
    ['a worker of another grid', viewerWith('GRID_WORKER', `${COMMUNITY}999`, personId(41))],
    ['an officer of another community', viewerWith('COMMUNITY_OFFICER', NEXT_COMMUNITY, personId(42))],
    ['an officer of another city', officerElsewhere],
    ['an analyst of the place', viewerWith('ANALYST', COMMUNITY, personId(43))],
    ['an auditor of the place', viewerWith('AUDITOR', COMMUNITY, personId(44))],
    ['an administrator of the place', viewerWith('ADMINISTRATOR', COMMUNITY, personId(45))],
  ];
  const insiders = (): [string, Viewer][] => [
    ['the holder', holder],
    ['a worker of the grid', viewerWith('GRID_WORKER', grid, personId(46))],
    ['an officer of the community', officer],
    ['an officer of the street', streetOfficer],
  ];
  const knowing = async (post: string, on = TODAY) => {
    const asked: [string, Viewer][] = [...others, ...insiders()];
    const seen = await Promise.all(asked.map(async ([, viewer]) => learns(viewer, post, on)));
    return asked.flatMap(([name], n) => (seen[n] === true ? [name] : []));
  };
  const everyone = () => [...others, ...insiders()].map(([name]) => name);
  const inside = () => insiders().map(([name]) => name);

  it('is known to the holder and to the staff of the place before the roster is up', async () => {
    const post = await appointed();
    expect(await knowing(post)).toEqual(inside());
    await onRoster(post, '2026-11-21');
    expect(await knowing(post)).toEqual(inside());
  });

  it('is known to everyone from the day of the roster to the last day of the post', async () => {
    const post = await appointed();
    await onRoster(post, TODAY);
    expect(await knowing(post)).toEqual(everyone());
    await onRoster(post, '2026-03-01', TODAY);
    expect(await knowing(post)).toEqual(everyone());
    await onRoster(post, '2026-03-01', '2026-11-19');
    expect(await knowing(post, '2026-11-19')).toEqual(inside());
  });

  it('is known to everyone no sooner than the post begins', async () => {
    const post = await appointed({ startsOn: '2026-12-01' });
    await onRoster(post, '2026-03-01');
    expect(await knowing(post, '2026-12-01')).toEqual(inside());
  });

  it('is known to nobody once they are erased', async () => {
    const person = personId(78);
    const post = await appointed({ person });
    await onRoster(post, TODAY);
    await known(suite.worker, [person], { erased: true, version: 2 });
    const of = [{ __typename: 'GridPost', id: post }];
    for (const viewer of [PUBLIC, officer, { person, roles: [] }]) {
      const answer = await suite.as(viewer).ask(ENTITIES, { of });
      expect([answer.errors, answer.data._entities]).toEqual([[], [{ person: null }]]);
    }
  });

  it('is known of the chief of a building as of any other post', async () => {
    const home = (await changesBy(suite.as(officer)).createBuilding({ grid })).data.createBuilding.id;
    const post = await appointed({ building: home });
    const chief = async () =>
      (await suite.as(PUBLIC).ask(`{ building(id: "${home}") { chief { person { id } } } }`)).data.building.chief;
    expect(await chief()).toEqual({ person: null });
    await onRoster(post, TODAY);
    expect(await chief()).toEqual({ person: { id: HOLDER } });
  });

  it('is told to the officer who appoints them or ends their post', async () => {
    const appoint = `mutation ($input: AppointToGridInput!) { appointToGrid(input: $input) { id person { id } } }`;
    const input = { person: HOLDER, role: 'GRID_WORKER', territory: grid, startsOn: '2026-01-01' };
    const { data } = await suite.as(officer).ask(appoint, { input });
    expect(data.appointToGrid.person).toEqual({ id: HOLDER });
    const { id } = data.appointToGrid;
    const ended = await suite
      .as(officer)
      .ask(`mutation { endGridPost(id: "${id}", endsOn: "${TODAY}") { person { id } } }`);
    expect(ended.data.endGridPost).toEqual({ person: { id: HOLDER } });
  });
});

describe('the posts of a person', () => {
  const postsOf = async (viewer: Viewer, person: string, on = '') => {
    const answer = await suite
      .as(viewer)
      .ask(
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { gridPosts${on} { id role } } } }`,
        { of: [{ __typename: 'Person', id: person }] },
      );
    expect(answer.errors).toEqual([]);
    return answer.data._entities[0].gridPosts;
  };

  it('are those held on a day, today if none is given', async () => {
    const person = personId(81);
    const id = await appointed({ person, role: 'GRID_WORKER', building: null });
    await onRoster(id, null, '2026-06-30');
    const later = await appointed({ person, role: 'GRID_LEADER_ASSISTANT', building: null, startsOn: '2026-07-01' });
    expect(await postsOf(officer, person)).toEqual([{ id: later, role: 'GRID_LEADER_ASSISTANT' }]);
    expect(await postsOf(officer, person, '(on: "2026-06-30")')).toEqual([{ id, role: 'GRID_WORKER' }]);
    expect(await postsOf(officer, person, '(on: "2025-12-31")')).toEqual([]);
  });

  it('are none of somebody who is not there as of somebody whose posts are hidden', async () => {
    const person = personId(82);
    await appointed({ person });
    const asked = [person, personId(999), 'no-id'];
    expect(await Promise.all(asked.map((id) => postsOf(PUBLIC, id)))).toEqual([[], [], []]);
  });

  it('over a hundred on a day are refused', async () => {
    const person = personId(83);
    await rowsOf(
      suite,
      sql`insert into grid_post (id, role, territory, grid, starts_on)
        select gen_random_uuid(), 'GRID_COORDINATOR', ${grid}, ${grid}, '2026-02-02' from generate_series(1, 101)`,
    );
    await sql`
      insert into grid_post_holder (post, person) select id, ${person} from grid_post where starts_on = '2026-02-02'`.execute(
      suite.worker.em.fork().getKysely(),
    );
    const answer = await suite.as({ person, roles: [] }).ask(ENTITIES, { of: [{ __typename: 'Person', id: person }] });
    expect(answer.errors).toMatchObject([{ code: 'TOO_MANY_TO_LIST', extensions: { argument: 'on', most: 100 } }]);
  });
});
