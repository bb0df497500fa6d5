import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { withSession } from '@linli/persistence/session-context';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  ELSEWHERE,
  gridSuite,
  known,
  officer,
  resident,
  streetOfficer,
  type GridSuite,
} from '../grid.suite.js';

const PERSON = personId(77);
const themselves: Viewer = { person: PERSON, roles: [] };
const auditor = viewerWith('AUDITOR', COMMUNITY, personId(50));

let suite: GridSuite;
let grid: string;
let copy: Record<string, unknown>;
beforeAll(async () => {
  suite = await gridSuite();
  const change = changesBy(suite.as(streetOfficer));
  grid = (await change.createGrid()).data.createGrid.code;
  const building = (await change.createBuilding({ grid, number: '12号楼' })).data.createBuilding.id;
  const chief = { person: PERSON, role: 'BUILDING_CHIEF', territory: grid, building };
  const post = (await change.appointToGrid(chief)).data.appointToGrid.id;
  const supervisor = { person: PERSON, role: 'SUPERVISOR', territory: '340705402', startsOn: '2026-05-01' };
  const above = (await change.appointToGrid(supervisor)).data.appointToGrid.id;
  await suite.as(officer).ask(`mutation { endGridPost(id: "${post}", endsOn: "2026-04-30") { id } }`);
  const held = { topic: '消防安全', community: COMMUNITY, heldOn: '2026-06-01', hours: 1.5 };
  const training = await suite
    .as(officer)
    .ask('mutation ($input: RecordTrainingInput!) { recordTraining(input: $input) { id } }', {
      input: { ...held, attendees: [above], completed: [above] },
    });
  const entry = { grid, kind: 'PATROL', happenedAt: '2026-04-01T01:00:00.000Z' };
  const diary = await suite
    .as(viewerWith('GRID_WORKER', grid, PERSON))
    .ask('mutation ($input: WriteDiaryInput!) { writeDiary(input: $input) { id } }', {
      input: { ...entry, note: '张三家漏水' },
    });
  const rest = { entrance: null, department: null, unit: null, publicisedOn: null };
  copy = {
    territory: COMMUNITY,
    posts: [
      {
        id: post,
        role: 'BUILDING_CHIEF',
        territory: grid,
        place: '一网格',
        building: '12号楼',
        startsOn: '2026-01-01',
        endsOn: '2026-04-30',
        places: [{ territory: grid, since: '2026-01-01', until: null }],
        trainings: [],
        diaries: [{ id: diary.data.writeDiary.id, ...entry }],
        ...rest,
      },
      {
        id: above,
        role: 'SUPERVISOR',
        territory: '340705402',
        place: '天井湖社区街道',
        building: null,
        startsOn: '2026-05-01',
        endsOn: null,
        places: [{ territory: '340705402', since: '2026-05-01', until: null }],
        trainings: [{ id: training.data.recordTraining.id, ...held, completed: true }],
        diaries: [],
        ...rest,
      },
    ],
  };
});
afterAll(() => suite.end());

const heldOf = async (viewer: Viewer, ...people: string[]) => {
  const of = people.map((id) => ({ __typename: 'Person', id }));
  const answer = await suite
    .as(viewer)
    .ask('query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { heldInGrid } } }', { of });
  expect(answer.errors).toEqual([]);
  return answer.data._entities.map(({ heldInGrid }: { heldInGrid: unknown }) => heldInGrid);
};
const records = async () =>
  (
    await sql<{ payload: Record<string, unknown> }>`
      select payload from outbox where aggregatetype = 'accessRecord' order by position`.execute(
      suite.worker.em.fork().getKysely(),
    )
  ).rows.map(({ payload }) => payload);

it('a person gets a copy of all that is held about them, and nothing has to be put down', async () => {
  expect(await heldOf(themselves, PERSON)).toEqual([copy]);
  expect(await records()).toEqual([]);
});

it('an auditor of where they are looked after gets the same copy, and it is put down', async () => {
  expect(await heldOf(auditor, PERSON)).toEqual([copy]);
  expect(await records()).toEqual([
    {
      id: expect.any(String),
      at: '2026-11-20T02:00:00.000Z',
      person: PERSON,
      territory: COMMUNITY,
      reader: auditor.person,
      readerRole: 'AUDITOR',
      readerTerritory: COMMUNITY,
      purpose: 'INSPECTION',
      fields: ['gridPosts', 'trainings', 'diaries'],
      requestId: 'test-request',
    },
  ]);
});

it('nobody else gets one, as if there were nobody, and nothing is put down', async () => {
  const before = await records();
  const others: Viewer[] = [
    PUBLIC,
    resident,
    officer,
    viewerWith('AUDITOR', ELSEWHERE, personId(51)),
    viewerWith('ADMINISTRATOR', COMMUNITY, personId(52)),
    { person: null, account: 'machine', roles: auditor.roles },
  ];
  for (const viewer of others) expect(await heldOf(viewer, PERSON, personId(999), 'no-id')).toEqual([null, null, null]);
  expect(await heldOf(auditor, personId(999))).toEqual([null]);
  expect(await records()).toEqual(before);
});

it('somebody of whom organization has not told yet gets the copy of nobody', async () => {
  const person = personId(998);
  expect(await heldOf({ person, roles: [] }, person)).toEqual([{ territory: null, posts: [] }]);
});

it('of somebody erased nothing is held, not even for an auditor', async () => {
  const person = personId(79);
  await changesBy(suite.as(officer)).appointToGrid({ person, territory: grid });
  await known(suite.worker, [person], { erased: true, version: 2 });
  expect(await heldOf({ person, roles: [] }, person)).toEqual([{ territory: null, posts: [] }]);
  expect(await heldOf(auditor, person)).toEqual([null]);
});

it('a record is put down by the reader alone, and neither read nor changed by a request', async () => {
  const session = { 'linli.person': personId(50), 'linli.audits': COMMUNITY };
  const asRequest = (query: ReturnType<typeof sql>) =>
    withSession(suite.database, session, async (em) => (await query.execute(em.getKysely())).rows);
  const record = (reader: string, territory: string) => sql`
    insert into access_record (id, at, person, territory, reader, reader_role, purpose, fields, request_id)
    values (gen_random_uuid(), now(), ${PERSON}, ${territory}, ${reader}, 'AUDITOR', 'INSPECTION', '{gridPosts}', 'r')`;
  await expect(asRequest(record(personId(51), COMMUNITY))).rejects.toThrow('row-level security');
  await expect(asRequest(record(personId(50), ELSEWHERE))).rejects.toThrow('row-level security');
  expect(await asRequest(sql`select from access_record`)).toEqual([]);
  await expect(asRequest(sql`delete from access_record`)).rejects.toThrow('permission denied');
});
