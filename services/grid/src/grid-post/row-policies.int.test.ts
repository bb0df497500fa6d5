import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { withSession } from '@linli/persistence/session-context';
import { Envelope } from '@linli/persistence/envelope';
import { CursorSigner } from '@linli/subgraph/cursor';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { askingOf } from '../asking.js';
import { plannersFromSource } from '../grid-plan/planners.suite.js';
import { COMMUNITY, gridSuite, gridWorker, rowsOf, type GridSuite } from '../grid.suite.js';

const TABLES = ['grid_post', 'grid_post_holder', 'directory_person', 'diary_entry'];
const GRIDS = 500;
const POSTS_OF_A_GRID = 40;
const GRIDS_AT_ONCE = 50;
const PERSON = personId(1);
const cityOfficer = viewerWith('CITY_OFFICER', '3407', PERSON);
const grids = Array.from({ length: 50 }, (_, n) => COMMUNITY + String(n + 1).padStart(3, '0'));
const auditor = viewerWith('AUDITOR', '3407', personId(2));

let suite: GridSuite;
let posts: readonly string[];
beforeAll(async () => {
  suite = await gridSuite();
  for (let from = 1; from <= GRIDS; from += GRIDS_AT_ONCE) posts = await gridsFrom(from);
  for (const table of TABLES) await rowsOf(suite, sql`analyze ${sql.table(table)}`);
}, 60_000);
afterAll(() => suite.end());

/** Grids with their posts, half of them on a roster, each held by somebody; gives the posts. */
async function gridsFrom(first: number): Promise<readonly string[]> {
  const numbers = sql`generate_series(${first}::int, ${first + GRIDS_AT_ONCE - 1}::int) as n`;
  const made = await rowsOf(
    suite,
    sql<{ id: string }>`
      with opened as (
        insert into grid (code, community, name, kind, themes, opened_on)
        select ${COMMUNITY} || lpad(n::text, 3, '0'), ${COMMUNITY}, n || '网格', 'RESIDENTIAL', '{}', '2026-01-01' from ${numbers}
        returning code
      )
      insert into grid_post (id, role, territory, grid, starts_on, publicised_on)
      select gen_random_uuid(), 'GRID_WORKER', code, code, '2026-01-01', case when n % 2 = 0 then '2026-01-01'::date end
      from opened, generate_series(1, ${POSTS_OF_A_GRID}) as n returning id`,
  );
  const ids = made.map(({ id }) => id);
  await sql`
    with holder as (
      insert into grid_post_holder (post, person) select unnest(${ids}::uuid[]), gen_random_uuid() returning person
    )
    insert into directory_person (id, territory, erased, version) select person, ${COMMUNITY}, false, 1 from holder`.execute(
    suite.worker.em.fork().getKysely(),
  );
  await sql`
    insert into diary_entry (id, grid, author, kind, happened_at, note, record_key)
    select gen_random_uuid(), grid, id, 'PATROL', now(), '', '' from grid_post where id = any(${ids}::uuid[])`.execute(
    suite.worker.em.fork().getKysely(),
  );
  return ids.slice(0, 100);
}

const entities = (type: string, selection: string) =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${selection} } } }`;

it.each<[string, Viewer, string, () => readonly string[], string]>([
  ['holders of posts for the public', PUBLIC, 'GridPost', () => posts, 'person { id }'],
  ['holders of posts for an officer', cityOfficer, 'GridPost', () => posts, 'person { id }'],
  ['posts of people for the public', PUBLIC, 'Person', () => [PERSON, personId(3)], 'gridPosts { id }'],
  ['posts of oneself', { person: PERSON, roles: [] }, 'Person', () => [PERSON], 'gridPosts { id }'],
  ['copies of people for an auditor', auditor, 'Person', () => [PERSON, personId(3)], 'heldInGrid'],
  [
    'diaries of grids for an officer',
    cityOfficer,
    'Grid',
    () => grids,
    'diaries(first: 5) { nodes { id } totalCount }',
  ],
  [
    'diaries of a grid for its staff',
    gridWorker,
    'Grid',
    () => grids.slice(0, 1),
    'diaries { nodes { id } totalCount }',
  ],
  ['diaries by their ids for the public', PUBLIC, 'DiaryEntry', () => posts, 'id'],
])('the %s are read by an index, whatever the policies add', async (_what, viewer, type, ids, selection) => {
  const of = ids().map((id) => ({ __typename: type, [type === 'Grid' ? 'code' : 'id']: id }));
  const { errors, statements } = await suite.as(viewer).ask(entities(type, selection), { of });
  expect(errors).toEqual([]);
  const personal = statements.filter((statement) =>
    /^\s*select[^]*(grid_post_holder|directory_person|diary_entry)/.test(statement),
  );
  expect(personal.length).toBeGreaterThan(0);
  const scans = await scansOf(viewer, personal);
  expect(scans.map((scan) => scan.table)).toContain(
    /diar/i.test(type + selection) ? 'diary_entry' : 'grid_post_holder',
  );
  expect(scans.filter((scan) => scan.node === 'Seq Scan')).toEqual([]);
});

/** How statements would scan the tables behind policies, in the viewer's own session; the same plan for any values. */
async function scansOf(viewer: Viewer, statements: readonly string[]) {
  const facts = { viewer, requestId: 'plans', language: 'en', idempotencyKey: null, remainingMs: 30_000 } as const;
  const envelope = new Envelope({ version: 1, key: Buffer.alloc(32, 7) });
  const cursors = new CursorSigner(Buffer.alloc(32, 9).toString('base64'));
  const { database, clock } = suite;
  const { actor } = askingOf({ database, envelope, cursors, clock, planners: plannersFromSource() }, facts);
  return withSession(database, actor.settings, async (em) => {
    const scans: Scan[] = [];
    for (const statement of statements) {
      const explain = sql.raw<{ 'QUERY PLAN': Node[] }>(`explain (generic_plan, format json) ${statement}`);
      const { rows } = await explain.execute(em.getKysely());
      scans.push(...rows.flatMap((row) => row['QUERY PLAN'].flatMap(scansIn)));
    }
    return scans;
  });
}

interface Scan {
  readonly table: string;
  readonly node: string;
}

interface Node {
  readonly Plan?: Node;
  readonly Plans?: readonly Node[];
  readonly 'Node Type'?: string;
  readonly 'Relation Name'?: string;
}

function scansIn(node: Node): Scan[] {
  const below = [...(node.Plan === undefined ? [] : [node.Plan]), ...(node.Plans ?? [])].flatMap(scansIn);
  const table = node['Relation Name'];
  return table !== undefined && TABLES.includes(table) ? [{ table, node: node['Node Type'] ?? '' }, ...below] : below;
}
