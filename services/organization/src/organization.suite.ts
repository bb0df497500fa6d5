import type { sql } from 'kysely';
import type { Viewer } from '@linli/domain/viewer';
import type { SnapshotRow } from '@linli/events/feed';
import type { Database } from '@linli/persistence/database';
import { Envelope, outerKeyFrom } from '@linli/persistence/envelope';
import { CursorSigner } from '@linli/subgraph/cursor';
import { fixedClock, type FixedClock } from '@linli/testkit/clock';
import { suiteDatabase, type SuiteDatabase } from '@linli/testkit/database';
import { graphClient, type GraphAnswer, type GraphClient } from '@linli/testkit/graph-client';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { contextFactory } from './context.js';
import { gridDirectory } from './directory/grid.writers.js';
import { volunteerDirectory } from './directory/volunteer.writers.js';
import { migrations, openOrganizationDatabase } from './orm.js';
import { InputDigest } from './person/input-digest.js';
import { buildOrganizationSchema } from './schema.js';

/** Tianjinghu in its street, with 50 grids of a building each, and a community of another city with one of each. */
export const STREET = '340705402';
export const COMMUNITY = '340705402001';
export const ELSEWHERE = '370114001001';
export const GRIDS = Array.from({ length: 50 }, (_, at) => `${COMMUNITY}${String(at + 1).padStart(3, '0')}`);
export const GRID = `${COMMUNITY}001`;
export const CLOSED_GRID = `${COMMUNITY}099`;
export const GRID_ELSEWHERE = '370114001001001';
/** Part of the first grid, and no grid of its own where grids are counted. */
const MICRO_GRID = `${GRIDS[0]}01`;
export const BUILDINGS = GRIDS.map((_, at) => personId(1001 + at));
export const BUILDING = personId(1001);
export const BUILDING_ELSEWHERE = personId(1999);
export const UNIT = personId(4001);
export const UNIT_NOT_CONFIRMED = personId(4002);

export const officer = viewerWith('COMMUNITY_OFFICER', COMMUNITY, personId(1));
export const streetOfficer = viewerWith('STREET_OFFICER', STREET, personId(2));
export const officerElsewhere = viewerWith('COMMUNITY_OFFICER', ELSEWHERE, personId(3));
export const gridWorker = viewerWith('GRID_WORKER', GRID, personId(4));
export const resident = viewerWith('RESIDENT', COMMUNITY, personId(5));
export const residentElsewhere = viewerWith('RESIDENT', ELSEWHERE, personId(6));
export const auditor = viewerWith('AUDITOR', STREET, personId(8));
export const auditorElsewhere = viewerWith('AUDITOR', ELSEWHERE, personId(9));
export const everywhere: Viewer = {
  person: personId(7),
  roles: [
    { role: 'CITY_OFFICER', territory: '3407' },
    { role: 'CITY_OFFICER', territory: '3701' },
  ],
};

const TODAY = '2026-11-20';

export interface OrganizationSuite {
  readonly urls: SuiteDatabase;
  readonly database: Database;
  readonly worker: Database;
  readonly clock: FixedClock;
  as(viewer: Viewer, asking?: { idempotencyKey?: string; language?: 'zh' | 'en' }): GraphClient;
  end(): Promise<void>;
}

/** An organization service with its own database and a directory that was read from grid. */
export async function organizationSuite(): Promise<OrganizationSuite> {
  const urls = await suiteDatabase('organization', migrations);
  const database = openOrganizationDatabase(urls.appUrl);
  const worker = openOrganizationDatabase(urls.workerUrl);
  for (const writer of [...gridDirectory, ...volunteerDirectory].filter(({ kind }) => kind in DIRECTORY)) {
    await worker.em.fork().transactional((em) => writer.apply(em, DIRECTORY[writer.kind] ?? []));
  }
  const clock = fixedClock(`${TODAY}T02:00:00.000Z`);
  const outerKey = outerKeyFrom(`1:${Buffer.alloc(32, 7).toString('base64')}`);
  const envelope = new Envelope(outerKey);
  const inputDigest = new InputDigest(outerKey);
  const cursors = new CursorSigner(Buffer.alloc(32, 9).toString('base64'));
  const dependencies = { database, envelope, inputDigest, cursors, clock };
  const client = graphClient(buildOrganizationSchema().schema, contextFactory(dependencies));
  return {
    urls,
    database,
    worker,
    clock,
    as: (viewer, asking) => client.as(viewer, asking),
    end: async () => {
      await Promise.all([database.close(true), worker.close(true)]);
      await urls.drop();
    },
  };
}

/** A viewer's requests to change things; each takes an input whose parts override what is usual. */
export function changesBy(client: GraphClient) {
  const change =
    (mutation: string, type: string, usual: Record<string, unknown>, selection: string) =>
    (input: Record<string, unknown> = {}): Promise<GraphAnswer> =>
      client.ask(`mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} } }`, {
        input: { ...usual, ...input },
      });
  return {
    register: change(
      'registerPerson',
      'RegisterPersonInput',
      { name: '王小明', territory: COMMUNITY },
      'id displayName',
    ),
    found: change(
      'foundPartyOrganization',
      'FoundPartyOrganizationInput',
      { name: '第一党支部', level: 'BRANCH', area: COMMUNITY },
      'id name level kind area { code } parent { id } grids { code } buildings { id }',
    ),
    admit: change(
      'admitMember',
      'AdmitMemberInput',
      { status: 'FULL', joinedOn: '2020-07-01' },
      'id status joinedOn publiclyDisplayed organization { id } person { id }',
    ),
    appoint: change(
      'appoint',
      'AppointInput',
      { title: 'SECRETARY', startsOn: '2026-01-01' },
      'id title concurrent startsOn endsOn person { id displayName } in { ... on PartyOrganization { id } }',
    ),
  };
}

/** The id of what a change made; throws what it was refused with. */
export async function idOf(answer: Promise<GraphAnswer>): Promise<string> {
  const { data, errors } = await answer;
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return (Object.values(data as Record<string, { id: string }>)[0] as { id: string }).id;
}

/** The rows of a query, as the worker sees them. */
export async function rowsOf<Row>(
  suite: OrganizationSuite,
  query: ReturnType<typeof sql<Row>>,
): Promise<readonly Row[]> {
  return (await query.execute(suite.worker.em.fork().getKysely())).rows;
}

/** Codes and paths of what an answer was refused with. */
export const refusals = ({ errors }: GraphAnswer) => errors.map(({ code, extensions }) => [code, extensions['path']]);

const row = (key: string, payload: Record<string, unknown>): SnapshotRow => ({ key, version: 1, payload });
const grid = (code: string, closedOn: string | null = null) => row(code, { community: code.slice(0, 12), closedOn });

const DIRECTORY: Readonly<Record<string, readonly SnapshotRow[]>> = {
  area: [
    row('3407', { name: '铜陵市', level: 'CITY' }),
    row(STREET, { name: '天井湖社区街道', level: 'STREET' }),
    row(COMMUNITY, { name: '天井湖社区居委会', level: 'COMMUNITY' }),
    row(ELSEWHERE, { name: '明一社区居民委员会', level: 'COMMUNITY' }),
  ],
  grid: [...GRIDS.map((code) => grid(code)), grid(MICRO_GRID), grid(CLOSED_GRID, '2026-01-01'), grid(GRID_ELSEWHERE)],
  building: [
    ...BUILDINGS.map((id, at) => row(id, { grid: GRIDS[at] })),
    row(BUILDING_ELSEWHERE, { grid: GRID_ELSEWHERE }),
  ],
  unit: [row(UNIT, { status: 'ACTIVE' }), row(UNIT_NOT_CONFIRMED, { status: 'APPLIED' })],
};
