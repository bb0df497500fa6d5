import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { Envelope } from '@linli/persistence/envelope';
import { withSession } from '@linli/persistence/session-context';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { placeOfNote } from './diary/diary.entity.js';
import { COMMUNITY, gridSuite, officer, rowsOf, type GridSuite } from './grid.suite.js';

const GRIDS = 50;
const compounds: string[] = [];
const buildings: string[] = [];
const posts: string[] = [];
const diaries: string[] = [];
const people = Array.from({ length: 50 }, (_, n) => personId(n + 1));
let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
  await rowsOf(
    suite,
    sql`
    insert into area (code, name, version)
    select '34070540' || n, '街道' || n, 1 from generate_series(3, 9) as n
    union all select '3407054021' || n, '社区' || n, 1 from generate_series(10, 59) as n`,
  );
  await rowsOf(
    suite,
    sql`
    insert into grid (code, community, name, kind, themes, opened_on)
    select ${COMMUNITY} || lpad(n::text, 3, '0'), ${COMMUNITY}, n || '网格', 'RESIDENTIAL', '{}', '2026-01-01'
    from generate_series(1, ${GRIDS}) as n`,
  );
  await rowsOf(
    suite,
    sql`
    insert into grid (code, community, parent, name, kind, themes, opened_on)
    select code || '01', community, code, '微网格', 'MICRO', '{}', '2026-01-01' from grid`,
  );
  const madeOf = async (query: ReturnType<typeof sql<{ id: string }>>) =>
    (await rowsOf(suite, query)).map((row) => row.id);
  compounds.push(
    ...(await madeOf(sql`
      insert into compound (id, community, name, kind, property_management)
      select gen_random_uuid(), ${COMMUNITY}, n || '小区', 'GATED', 'NONE' from generate_series(1, ${GRIDS}) as n
      returning id`)),
  );
  buildings.push(
    ...(await madeOf(sql`
      insert into building (id, grid, compound, number, entrances, households)
      select gen_random_uuid(), grid.code, (${compounds}::uuid[])[row_number() over (order by grid.code, n)::int % ${GRIDS} + 1],
        n || '号楼', 1, n
      from grid, generate_series(1, 3) as n where kind <> 'MICRO' returning id`)),
  );
  posts.push(
    ...(await madeOf(sql`
      insert into grid_post (id, role, territory, grid, building, starts_on)
      select gen_random_uuid(), 'BUILDING_CHIEF', grid, grid, id, '2026-01-01' from building returning id`)),
  );
  await sql`
    insert into grid_post_holder (post, person)
    select post, (${people}::uuid[])[n::int % ${people.length} + 1] from unnest(${posts}::uuid[]) with ordinality as made (post, n)`.execute(
    suite.worker.em.fork().getKysely(),
  );
  await rowsOf(
    suite,
    sql`
    with held as (
      insert into training (id, community, topic, held_on, hours)
      select gen_random_uuid(), ${COMMUNITY}, n || '次', '2026-05-01', 1 from generate_series(1, 3) as n returning id
    )
    insert into training_attendee (training, post, completed) select held.id, post, true from held, unnest(${posts}::uuid[]) as post`,
  );
  await rowsOf(
    suite,
    sql`
    insert into ledger_entry (id, recording, territory, category, count, qualifier, as_of, entered_at)
    select gen_random_uuid(), gen_random_uuid(), code, 'RESIDENTS', 300, 'EXACT', '2026-11-01'::date, now() from grid
    union all select gen_random_uuid(), gen_random_uuid(), code, 'VETERANS', 5, 'EXACT', '2026-11-01'::date, now() from area
    where length(code) = 12`,
  );
  const envelope = new Envelope({ version: 1, key: Buffer.alloc(32, 7) });
  const written = posts.slice(0, 50).map((author, n) => {
    const id = personId(n + 1);
    const { key, wrapped } = envelope.newRecordKey(id);
    const note = envelope.seal(key, placeOfNote(id), '平安').toString('hex');
    return { id, author, note, key: wrapped.toString('hex') };
  });
  diaries.push(...written.map(({ id }) => id));
  await sql`
    insert into diary_entry (id, grid, author, kind, happened_at, note, record_key)
    select made.id, grid_post.grid, made.author, 'PATROL', now(), decode(made.note, 'hex'), decode(made.key, 'hex')
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as made (id uuid, author uuid, note text, key text)
    join grid_post on grid_post.id = made.author`.execute(suite.worker.em.fork().getKysely());
  // The first transaction of a process asks whether its database is there.
  await withSession(suite.database, {}, () => Promise.resolve());
});
afterAll(() => suite.end());

const entities = async (type: string, key: string, keys: readonly string[], selection: string, viewer = PUBLIC) => {
  const of = keys.map((value) => ({ __typename: type, [key]: value }));
  const answer = await suite
    .as(viewer)
    .ask(`query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${selection} } } }`, { of });
  expect(answer.errors).toEqual([]);
  expect(answer.data._entities).toHaveLength(keys.length);
  expect(answer.data._entities).not.toContain(null);
  return answer.statements.length;
};

const communities = Array.from({ length: 50 }, (_, n) => `3407054021${n + 10}`);
const grids = Array.from({ length: GRIDS }, (_, n) => COMMUNITY + String(n + 1).padStart(3, '0'));
const PAGE = 'totalCount nodes { __typename } pageInfo { endCursor }';

describe('one and fifty entities take the same number of statements:', () => {
  it.each<[string, string, () => readonly string[], string, number]>([
    ['Area', 'code', () => communities, 'name level', 1],
    ['Area', 'code', () => communities, 'parent { name }', 2],
    ['Area', 'code', () => communities, 'ancestors { name }', 2],
    ['Area', 'code', () => communities, `children { ${PAGE} }`, 1],
    ['Area', 'code', () => communities, `grids(where: { hasLeader: false }) { ${PAGE} }`, 3],
    ['Area', 'code', () => communities, `compounds { ${PAGE} }`, 3],
    ['Area', 'code', () => communities, 'gridCoverage { compounds grids buildings households }', 2],
    [
      'Area',
      'code',
      () => communities,
      'gridCoverage { grids posts { role count } gridsWithoutLeader buildingsWithoutChief }',
      5,
    ],
    ['Area', 'code', () => communities, 'formerNames', 2],
    ['Area', 'code', () => communities, `grids(on: "2026-06-30") { ${PAGE} }`, 3],
    [
      'Area',
      'code',
      () => communities,
      'gridCoverage(on: "2026-06-30") { buildings households posts { role } buildingsWithoutChief }',
      4,
    ],
    ['Compound', 'id', () => compounds, `name households community { name } buildings { ${PAGE} }`, 5],
    ['Grid', 'code', () => grids, 'name boundary { latitude } community { name }', 2],
    ['Grid', 'code', () => grids, `households microGrids { name parent { name } } buildings(first: 2) { ${PAGE} }`, 5],
    ['Grid', 'code', () => grids, 'posts { role building { number } }', 3],
    ['Grid', 'code', () => grids, 'posts(on: "2026-06-30") { role building { number } }', 3],
    ['Building', 'id', () => buildings.slice(0, 50), 'number grid { name } compound { name } chief { role }', 4],
    ['GridPost', 'id', () => posts.slice(0, 50), 'role grid { name } building { number }', 3],
    ['GridPost', 'id', () => posts.slice(0, 50), 'trainings { completed training { topic attendees { role } } }', 3],
    ['Area', 'code', () => communities, 'gridCoverage { trainingRate } ledger { category count }', 4],
    ['Grid', 'code', () => grids, 'ledger { count qualifier }', 2],
  ])('%s by %s', async (type, key, keys, selection, statements) => {
    const all = keys();
    expect(await entities(type, key, all.slice(0, 1), selection)).toBe(statements);
    expect(await entities(type, key, all, selection)).toBe(statements);
  });
});

describe('one and fifty take the same number of statements, with those that open and close their session:', () => {
  const auditor = viewerWith('AUDITOR', COMMUNITY, personId(99));

  it.each<[string, string, Viewer, string, () => readonly string[], string, number]>([
    ['holders of posts', 'the public', PUBLIC, 'GridPost', () => posts.slice(0, 50), 'person { id }', 5],
    ['posts of people', 'an officer', officer, 'Person', () => people, 'gridPosts { role grid { name } }', 5],
    [
      'diaries of grids',
      'an officer',
      officer,
      'Grid',
      () => grids,
      'diaries(first: 2) { nodes { kind author { role } } totalCount }',
      10,
    ],
    ['notes of diaries', 'an officer', officer, 'DiaryEntry', () => diaries, 'note', 9],
    ['copies of people', 'an auditor', auditor, 'Person', () => people, 'heldInGrid', 8],
  ])('%s for %s', async (_what, _whom, viewer, type, keys, selection, statements) => {
    const all = keys();
    const key = type === 'Grid' ? 'code' : 'id';
    expect(await entities(type, key, all.slice(0, 1), selection, viewer)).toBe(statements);
    expect(await entities(type, key, all, selection, viewer)).toBe(statements);
  });
});

it("a community's grids with their buildings and chiefs take five statements, however many they are", async () => {
  const query = (
    first: number,
  ) => `{ area(code: "${COMMUNITY}") { grids(first: ${first}, where: { kind: RESIDENTIAL }) {
    nodes { name buildings(first: 3) { nodes { number chief { role } } } posts { role } } } } }`;
  const [one, fifty] = [await suite.as(PUBLIC).ask(query(1)), await suite.as(PUBLIC).ask(query(50))];
  expect(fifty.data.area.grids.nodes).toHaveLength(50);
  expect([one.statements.length, fifty.statements.length]).toEqual([5, 5]);
});
