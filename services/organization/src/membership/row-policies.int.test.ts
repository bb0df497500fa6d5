import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CompiledQuery, sql } from 'kysely';
import type { Viewer } from '@linli/domain/viewer';
import { withSession } from '@linli/persistence/session-context';
import { personId } from '@linli/testkit/viewers';
import { openOrganizationDatabase } from '../orm.js';
import {
  changesBy,
  COMMUNITY,
  idOf,
  officer,
  organizationSuite,
  resident,
  rowsOf,
  streetOfficer,
  UNIT,
  type OrganizationSuite,
} from '../organization.suite.js';

const PEOPLE = 20_000;
const BRANCHES = 100;
const TABLES = ['person', 'party_membership', 'disclosure', 'directory_grid_post_holder', 'seat'];

const PERSON = '00000000-0000-7000-9000-000000000042';
/** Who handles everyone's cases: the unit, the holder of the post, and the deputies of the first branch. */
const POST_HOLDER: Viewer = { person: '00000000-0000-7000-9000-000000000001', roles: [] };
const REPRESENTATIVE: Viewer = { person: null, roles: [{ role: 'UNIT_REPRESENTATIVE', unit: UNIT }] };

let suite: OrganizationSuite;
let branch: string;
/** The branch's range of paths. */
let range: { readonly path: string; readonly until: string };
beforeAll(async () => {
  suite = await organizationSuite();
  const founding = Array.from({ length: BRANCHES }, (_, at) =>
    idOf(changesBy(suite.as(officer)).found({ name: `第${at}支部` })),
  );
  const branches = await Promise.all(founding);
  branch = branches[0] as string;
  const [found] = await rowsOf(suite, sql<{ path: string }>`select path from party_organization where id = ${branch}`);
  range = { path: found?.path ?? '', until: `${found?.path}0` };
  await withSession(suite.worker, { statement_timeout: '60000' }, async (em) => {
    const worker = em.getKysely();
    await sql`
    insert into person (id, territory, mask, record_key)
    select ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, ${COMMUNITY}, '王**', '\\x00' from generate_series(1, ${PEOPLE}::int) as n`.execute(
      worker,
    );
    await sql`
    insert into party_membership (id, person, status, organization, area, joined_on)
    select gen_random_uuid(), ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, 'FULL',
      (${branches}::uuid[])[n % ${BRANCHES}::int + 1], ${COMMUNITY}, '2020-07-01' from generate_series(1, ${PEOPLE}::int) as n`.execute(
      worker,
    );
    await sql`
    insert into directory_grid_post_holder (post, person, starts_on, version)
    select ('00000000-0000-7000-a000-' || lpad(n::text, 12, '0'))::uuid, ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid,
      '2026-01-01', 1 from generate_series(1, ${PEOPLE}::int) as n`.execute(worker);
    await sql`
    insert into seat (id, person, organization, area, title, concurrent, starts_on)
    select gen_random_uuid(), ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid,
      (${branches}::uuid[])[n % ${BRANCHES}::int + 1], ${COMMUNITY}, 'DEPUTY_SECRETARY', false, '2026-01-01'
    from generate_series(1, ${PEOPLE}::int) as n`.execute(worker);
    await sql`
    insert into disclosure (id, person, level, to_public, handlers, reason, origin, source, starts_on)
    select gen_random_uuid(), ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, 'NAME', false,
      array[${UNIT}::uuid, ${branch}::uuid, '00000000-0000-7000-a000-000000000001'], 'CASE', 'cases', gen_random_uuid(), '2026-01-01'
    from generate_series(1, ${PEOPLE}::int) as n`.execute(worker);
  });
  const owner = openOrganizationDatabase(suite.urls.ownerUrl);
  for (const table of [...TABLES, 'party_organization']) {
    await sql`analyze ${sql.table(table)}`.execute(owner.em.fork().getKysely());
  }
  await owner.close(true);
}, 60_000);
afterAll(() => suite.end());

it.each([
  ['the members of an organisation are listed for its officer', officer, () => membersOf(branch)],
  ['the members of an organisation are listed for its street', streetOfficer, () => membersOf(branch)],
  ['the members of an organisation are sought by a resident', resident, () => membersOf(branch)],
  ['a person is read by an officer', officer, () => personById(PERSON)],
  ['a person is sought by a resident', resident, () => personById(PERSON)],
  ['the reporter of a case is read by the unit that handles it', REPRESENTATIVE, () => personById(PERSON)],
  ['the reporter of a case is read by the holder of the post that handles it', POST_HOLDER, () => personById(PERSON)],
  ['a person reads their own membership', { person: PERSON, roles: [] }, () => personById(PERSON)],
])('%s by an index, whatever the policies add', async (_who, viewer, query) => {
  const { plans, scanned } = await plansOf(viewer, query());
  expect(scanned).toEqual([]);
  expect(plans.length).toBeGreaterThan(0);
  for (const scans of plans) {
    expect(scans).not.toContain('Seq Scan');
    expect(scans.length).toBeGreaterThan(0);
  }
});

const membersOf = (id: string) =>
  `{ partyOrganization(id: "${id}") { members { totalCount nodes { id person { displayName } } } } }`;
const personById = (id: string) => `{ person(id: "${id}") { displayName membership { id } } }`;

/**
 * How each statement of a query on people or memberships would scan their tables, in the viewer's own session; and which tables
 * were read from end to end as it ran, also by the functions of the policies, which no plan shows.
 */
async function plansOf(viewer: Viewer, query: string): Promise<{ plans: string[][]; scanned: readonly unknown[] }> {
  const { errors, statements } = await suite.as(viewer).ask(query);
  expect(errors).toEqual([]);
  const settings = settingsFor(viewer);
  const guarded = statements.filter((statement) => /(from|join) (person|party_membership) /.test(statement));
  return withSession(suite.database, settings, async (em) => {
    const plans: string[][] = [];
    for (const statement of guarded) {
      const explain = CompiledQuery.raw(`explain (format json) ${statement}`, valuesFor(statement));
      const { rows } = await em.getKysely().executeQuery<{ 'QUERY PLAN': Node[] }>(explain);
      await em.getKysely().executeQuery(CompiledQuery.raw(statement, valuesFor(statement)));
      plans.push(rows.flatMap((row) => row['QUERY PLAN'].flatMap(scansOfGuarded)));
    }
    const { rows: scanned } = await sql`
      select relname from pg_stat_xact_user_tables where relname = any(${TABLES}) and seq_scan > 0`.execute(
      em.getKysely(),
    );
    return { plans, scanned };
  });
}

/** Values like those that the service gives: ranges of paths, ids, and how many are listed. */
function valuesFor(statement: string): unknown[] {
  const paths = [[range.path], [range.until]];
  return Array.from(statement.matchAll(/\$\d+(::text\[\]|::uuid\[\])?/g), ([, type]) => {
    if (type === '::text[]') return paths.shift();
    return type === '::uuid[]' ? [PERSON] : 21;
  });
}

/** What the policies read of a viewer. */
function settingsFor({ person: viewing, roles }: Viewer) {
  const inTerritory = (wanted: (role: string) => boolean) =>
    roles.flatMap(({ role, territory }) => (wanted(role) ? (territory ?? []) : []));
  return {
    'linli.person': viewing ?? personId(0),
    'linli.reads': inTerritory((role) => role.endsWith('_OFFICER')),
    'linli.administers': inTerritory((role) => role.endsWith('_OFFICER')),
    'linli.resides': inTerritory((role) => role === 'RESIDENT'),
    'linli.units': roles.flatMap(({ unit }) => unit ?? []),
    'linli.today': '2026-11-20',
  };
}

interface Node {
  readonly Plan?: Node;
  readonly Plans?: readonly Node[];
  readonly 'Node Type'?: string;
  readonly 'Relation Name'?: string;
}

function scansOfGuarded(node: Node): string[] {
  const below = [...(node.Plan === undefined ? [] : [node.Plan]), ...(node.Plans ?? [])].flatMap(scansOfGuarded);
  return TABLES.includes(node['Relation Name'] ?? '') ? [node['Node Type'] ?? '', ...below] : below;
}
