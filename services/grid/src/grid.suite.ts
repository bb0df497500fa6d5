import { sql } from 'kysely';
import type { Viewer } from '@linli/domain/viewer';
import type { Database } from '@linli/persistence/database';
import { Envelope } from '@linli/persistence/envelope';
import { CursorSigner } from '@linli/subgraph/cursor';
import { fixedClock, type FixedClock } from '@linli/testkit/clock';
import { suiteDatabase } from '@linli/testkit/database';
import { graphClient, type Asking, type GraphAnswer, type GraphClient } from '@linli/testkit/graph-client';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { contextFactory } from './context.js';
import { organizationDirectory } from './directory/organization.writers.js';
import { plannersFromSource } from './grid-plan/planners.suite.js';
import { migrations, openGridDatabase } from './orm.js';
import { buildGridSchema } from './schema.js';

/** Tianjinghu, its neighbour in the same street, and a community of another city. */
export const COMMUNITY = '340705402001';
export const NEXT_COMMUNITY = '340705402002';
export const ELSEWHERE = '370114001001';

export const officer = viewerWith('COMMUNITY_OFFICER', COMMUNITY, personId(1));
export const streetOfficer = viewerWith('STREET_OFFICER', '340705402', personId(2));
export const officerElsewhere = viewerWith('COMMUNITY_OFFICER', ELSEWHERE, personId(3));
export const gridWorker = viewerWith('GRID_WORKER', `${COMMUNITY}001`, personId(4));
export const resident = viewerWith('RESIDENT', COMMUNITY, personId(5));

export const TODAY = '2026-11-20';

export interface GridSuite {
  readonly database: Database;
  /** As the owner, for what no request may do. */
  readonly owner: Database;
  readonly worker: Database;
  readonly clock: FixedClock;
  as(viewer: Viewer, asking?: Asking): GraphClient;
  end(): Promise<void>;
}

/** A grid service with its own database, in which there are areas and nothing else. */
export async function gridSuite(): Promise<GridSuite> {
  const urls = await suiteDatabase('grid', migrations);
  const databases = [urls.appUrl, urls.ownerUrl, urls.workerUrl].map((url) => openGridDatabase(url));
  const [database, owner, worker] = databases as [Database, Database, Database];
  await sql`
    insert into area (code, name, version)
    select code, name, 1 from unnest(${Object.keys(AREAS)}::text[], ${Object.values(AREAS)}::text[]) as area (code, name)`.execute(
    owner.em.fork().getKysely(),
  );
  await known(
    worker,
    Array.from({ length: 200 }, (_, n) => personId(n + 1)),
  );
  const clock = fixedClock(`${TODAY}T02:00:00.000Z`);
  const envelope = new Envelope({ version: 1, key: Buffer.alloc(32, 7) });
  const cursors = new CursorSigner(Buffer.alloc(32, 9).toString('base64'));
  const planners = plannersFromSource();
  const client = graphClient(
    buildGridSchema().schema,
    contextFactory({ database, envelope, cursors, clock, planners }),
  );
  return {
    database,
    owner,
    worker,
    clock,
    as: (viewer, asking) => client.as(viewer, asking),
    end: async () => {
      await planners.stop();
      await Promise.all(databases.map((opened) => opened.close(true)));
      await urls.drop();
    },
  };
}

/** Lets grid hear of people as organization tells of them: looked after in Tianjinghu, unless they are told of otherwise. */
export async function known(
  worker: Database,
  people: readonly string[],
  { territory = COMMUNITY, erased = false, version = 1 } = {},
): Promise<void> {
  const rows = people.map((id) => ({
    key: id,
    version,
    payload: { id, territory: erased ? null : territory, erased },
  }));
  const clock = fixedClock(`${TODAY}T02:00:00.000Z`);
  for (const writer of organizationDirectory(clock)) {
    await worker.em.fork().transactional((em) => writer.apply(em, rows));
  }
}

/** A viewer's requests to change things; each takes an input whose parts override what is usual. */
export function changesBy(client: GraphClient) {
  const change =
    (mutation: string, usual: Record<string, unknown>, selection: string) =>
    (input: Record<string, unknown> = {}): Promise<GraphAnswer> =>
      client.ask(
        `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${selection} } }`,
        { input: { ...usual, ...input } },
      );
  return {
    createCompound: change(
      'createCompound',
      { community: COMMUNITY, name: '滨湖小区', kind: 'GATED', propertyManagement: 'COMPANY' },
      'id name',
    ),
    createGrid: change('createGrid', { community: COMMUNITY, name: '一网格' }, 'code name'),
    createBuilding: change('createBuilding', { grid: `${COMMUNITY}001`, number: '1号楼' }, 'id number'),
    appointToGrid: change(
      'appointToGrid',
      { person: personId(100), role: 'GRID_WORKER', territory: `${COMMUNITY}001`, startsOn: '2026-01-01' },
      'id role territory',
    ),
  };
}

/** How the database goes about a statement with its parameters. */
export async function planOf(suite: GridSuite, statement: string, parameters: readonly unknown[]): Promise<string> {
  const values = parameters.map((value) => (typeof value === 'number' ? String(value) : `'${String(value)}'`));
  const written = statement.replaceAll(/\$(\d+)/g, (_, position) => values[Number(position) - 1] ?? 'null');
  const rows = await rowsOf(suite, sql<Record<string, string>>`${sql.raw(`explain ${written}`)}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

/** The rows of a query, as the owner sees them. */
export async function rowsOf<Row>(suite: GridSuite, query: ReturnType<typeof sql<Row>>): Promise<readonly Row[]> {
  return (await query.execute(suite.owner.em.fork().getKysely())).rows;
}

const AREAS: Readonly<Record<string, string>> = {
  '34': '安徽省',
  '3407': '铜陵市',
  '340705': '铜官区',
  '340705402': '天井湖社区街道',
  [COMMUNITY]: '天井湖社区居委会',
  [NEXT_COMMUNITY]: '映湖社区居委会',
  '37': '山东省',
  '3701': '济南市',
  '370114': '章丘区',
  '370114001': '明水街道',
  [ELSEWHERE]: '明一社区居民委员会',
};
