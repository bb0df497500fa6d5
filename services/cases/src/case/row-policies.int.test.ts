import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Role, Viewer } from '@linli/domain/viewer';
import type { Database } from '@linli/persistence/database';
import { Envelope } from '@linli/persistence/envelope';
import { withSession } from '@linli/persistence/session-context';
import { CursorSigner } from '@linli/subgraph/cursor';
import { fixedClock } from '@linli/testkit/clock';
import { suiteDatabase, type SuiteDatabase } from '@linli/testkit/database';
import { graphClient } from '@linli/testkit/graph-client';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { askingOf, type CasesDependencies } from '../asking.js';
import { addStandardCategories } from '../category/category-seed.js';
import { TODAY } from '../cases.suite.js';
import { contextFactory } from '../context.js';
import { migrations, openCasesDatabase } from '../orm.js';
import { buildCasesSchema } from '../schema.js';

const CASES = 20_000;
const AT_ONCE = 2_000;
const CITY = '3407';
const COMMUNITY = '340705402001';
const GRID = '340705402001001';
const RESIDENT_WITH_CASES = personId(1);

let urls: SuiteDatabase;
let database: Database;
let dependencies: CasesDependencies;
beforeAll(async () => {
  urls = await suiteDatabase('cases', migrations);
  database = openCasesDatabase(urls.appUrl);
  dependencies = {
    database,
    numbers: database,
    envelope: new Envelope({ version: 1, key: Buffer.alloc(32, 7) }),
    cursors: new CursorSigner(Buffer.alloc(32, 9).toString('base64')),
    clock: fixedClock(TODAY),
  };
  const [worker, owner] = [openCasesDatabase(urls.workerUrl), openCasesDatabase(urls.ownerUrl)];
  await addStandardCategories(worker);
  for (let from = 1; from <= CASES; from += AT_ONCE) await casesFrom(from).execute(worker.em.fork().getKysely());
  await sql`analyze "case"`.execute(owner.em.fork().getKysely());
  await Promise.all([worker.close(true), owner.close(true)]);
}, 60_000);
afterAll(async () => {
  await database.close(true);
  await urls.drop();
});

const held = (role: Exclude<Role, 'UNIT_REPRESENTATIVE'>, territory: string) =>
  viewerWith(role, territory, RESIDENT_WITH_CASES);
const list = (within: string) => `{ cases(within: "${within}") { totalCount nodes { id title } } }`;
const gridList = `{ _entities(representations: [{ __typename: "Grid", code: "${GRID}" }]) { ... on Grid { cases { totalCount nodes { id } } } } }`;

const personList = `{ _entities(representations: [{ __typename: "Person", id: "${RESIDENT_WITH_CASES}" }]) {
  ... on Person { reportedCases { totalCount nodes { id } } } } }`;

it.each([
  ['a city are listed for its officer', held('CITY_OFFICER', CITY), list(CITY)],
  ['a community are listed for its officer', held('COMMUNITY_OFFICER', COMMUNITY), list(COMMUNITY)],
  ['a community are listed for a resident', held('RESIDENT', COMMUNITY), list(COMMUNITY)],
  ['a city are listed for the officer of a community', held('COMMUNITY_OFFICER', COMMUNITY), list(CITY)],
  ['a grid are listed for its worker', held('GRID_WORKER', GRID), list(GRID)],
  ['a grid are listed for its worker, on the grid itself', held('GRID_WORKER', GRID), gridList],
  ['a city are listed for whoever has no role', { person: RESIDENT_WITH_CASES, roles: [] }, list(CITY)],
  ['a person are listed for themselves', { person: RESIDENT_WITH_CASES, roles: [] }, personList],
  ['a person are listed for an officer', viewerWith('CITY_OFFICER', CITY, personId(2)), personList],
  [
    'any place are read by their ids',
    held('CITY_OFFICER', CITY),
    `{ case(id: "${personId(2)}") { id timeline { at } } }`,
  ],
])('the cases of %s by an index, whatever the policies add', async (_whose, viewer, query) => {
  const plans = await plansOf(viewer, query);
  expect(plans.length).toBeGreaterThan(0);
  for (const scans of plans) {
    expect(scans).not.toContain('Seq Scan');
    expect(scans.length).toBeGreaterThan(0);
  }
});

/** Functions that the planner is to replace by what they say: a call for each row would cost more than reading it. */
const CALLED_FOR_EACH_ROW = /linli_(within|reads_case)\(/;

/** How each statement of a query on cases would scan their table, in the viewer's own session; the same plan for any values. */
async function plansOf(viewer: Viewer, query: string): Promise<string[][]> {
  const facts = { viewer, requestId: 'plans', language: 'en', idempotencyKey: null, remainingMs: 30_000 } as const;
  const client = graphClient(buildCasesSchema().schema, contextFactory(dependencies));
  const { errors, statements } = await client.as(viewer).ask(query);
  expect(errors).toEqual([]);
  const ofCases = statements.filter((statement) => /from "case" /.test(statement));
  return withSession(database, askingOf(dependencies, facts).actor.settings, async (em) => {
    const plans: string[][] = [];
    for (const statement of ofCases) {
      const explain = sql.raw<{ 'QUERY PLAN': Node[] }>(`explain (generic_plan, format json) ${statement}`);
      const { rows } = await explain.execute(em.getKysely());
      expect(JSON.stringify(rows)).not.toMatch(CALLED_FOR_EACH_ROW);
      plans.push(rows.flatMap((row) => row['QUERY PLAN'].flatMap(scansOfCases)));
    }
    return plans;
  });
}

interface Node {
  readonly Plan?: Node;
  readonly Plans?: readonly Node[];
  readonly 'Node Type'?: string;
  readonly 'Relation Name'?: string;
}

function scansOfCases(node: Node): string[] {
  const below = [...(node.Plan === undefined ? [] : [node.Plan]), ...(node.Plans ?? [])].flatMap(scansOfCases);
  return node['Relation Name'] === 'case' ? [node['Node Type'] ?? '', ...below] : below;
}

/** Cases of 20 cities, of each a hundred grids of ten communities; a few are reported by residents. */
const casesFrom = (first: number) => sql`
  insert into "case" (
    id, number, title, category, private, channel, urgency, status, level, territory, reporter, anonymous, handlers, handler_ids,
    reported_at, respond_by, resolve_by
  )
  select gen_random_uuid(), 'N' || n, '路灯不亮', 'FACILITIES.LIGHTING', n % 7 = 0, 'PORTAL', 'ROUTINE', 'REPORTED', 'COMMUNITY',
    '34' || lpad((n % 20 + 1)::text, 2, '0') || '05402' || lpad((n / 20 % 10 + 1)::text, 3, '0') || lpad((n / 200 % 10 + 1)::text, 3, '0'),
    case when n % 500 = 0 then ${RESIDENT_WITH_CASES}::uuid end, false, '[]', '{}',
    ${TODAY}::timestamptz - n * interval '1 minute', ${TODAY}::timestamptz, ${TODAY}::timestamptz
  from generate_series(${first}::int, ${first + AT_ONCE - 1}::int) as n`;
