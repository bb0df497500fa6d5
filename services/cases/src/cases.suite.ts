import type { SnapshotRow } from '@linli/events/feed';
import type { Viewer } from '@linli/domain/viewer';
import type { Database } from '@linli/persistence/database';
import { Envelope } from '@linli/persistence/envelope';
import { CursorSigner } from '@linli/subgraph/cursor';
import { fixedClock, type FixedClock } from '@linli/testkit/clock';
import { suiteDatabase, type SuiteDatabase } from '@linli/testkit/database';
import { graphClient, type GraphAnswer, type GraphClient } from '@linli/testkit/graph-client';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { addStandardCategories } from './category/category-seed.js';
import { contextFactory } from './context.js';
import { gridDirectory } from './directory/grid.writers.js';
import { organizationDirectory } from './directory/organization.writers.js';
import { volunteerDirectory } from './directory/volunteer.writers.js';
import { migrations, openCasesDatabase } from './orm.js';
import { buildCasesSchema } from './schema.js';

/** Tianjinghu with two grids of two buildings, and a community of Mingshui with one of each. */
export const COMMUNITY = '340705402001';
export const GRID = '340705402001001';
export const NEXT_GRID = '340705402001002';
const ELSEWHERE = '370114001001';
const GRID_ELSEWHERE = '370114001001001';
export const BUILDING = personId(1001);
export const NEXT_BUILDING = personId(1002);
export const BUILDING_ELSEWHERE = personId(1003);
export const POST = personId(2001);
export const POST_ELSEWHERE = personId(2002);
export const ENDED_POST = personId(2003);
export const BRANCH = personId(3001);
export const BRANCH_ELSEWHERE = personId(3002);
export const UNIT = personId(4001);
export const UNIT_NOT_CONFIRMED = personId(4002);

export const officer = viewerWith('COMMUNITY_OFFICER', COMMUNITY, personId(1));
export const checker = viewerWith('COMMUNITY_OFFICER', COMMUNITY, personId(2));
export const officerElsewhere = viewerWith('COMMUNITY_OFFICER', ELSEWHERE, personId(3));
/** Holds the post that cases are assigned to, and no role of a territory. */
export const handler: Viewer = { person: personId(4), roles: [] };
export const gridWorker = viewerWith('GRID_WORKER', GRID, personId(5));
export const resident = viewerWith('RESIDENT', COMMUNITY, personId(6));
export const neighbour = viewerWith('RESIDENT', COMMUNITY, personId(7));
/** Secretary of the branch that cases are assigned to, and representative of a unit. */
export const secretary: Viewer = { person: personId(11), roles: [] };
export const representative: Viewer = {
  person: personId(12),
  roles: [{ role: 'UNIT_REPRESENTATIVE', unit: personId(4001) }],
};
export const administrator = viewerWith('ADMINISTRATOR', '34', personId(8));

export const TODAY = '2026-11-20T02:00:00.000Z';

export interface CasesSuite {
  readonly urls: SuiteDatabase;
  readonly database: Database;
  readonly worker: Database;
  readonly clock: FixedClock;
  /** Takes in what a peer's feed tells of a kind. */
  hear(kind: string, rows: readonly SnapshotRow[]): Promise<void>;
  as(viewer: Viewer, asking?: { idempotencyKey?: string; language?: 'zh' | 'en' }): GraphClient;
  end(): Promise<void>;
}

const WRITERS = [...gridDirectory, ...organizationDirectory, ...volunteerDirectory];

/** A cases service with its own database and a directory that was read from grid. */
export async function casesSuite(): Promise<CasesSuite> {
  const urls = await suiteDatabase('cases', migrations);
  const database = openCasesDatabase(urls.appUrl);
  const numbers = openCasesDatabase(urls.appUrl, 2);
  const worker = openCasesDatabase(urls.workerUrl);
  await addStandardCategories(worker);
  const hear = async (kind: string, rows: readonly SnapshotRow[]) => {
    const writer = WRITERS.find((candidate) => candidate.kind === kind);
    await worker.em.fork().transactional(async (em) => writer?.apply(em, rows));
  };
  for (const { kind } of WRITERS) await hear(kind, DIRECTORY[kind] ?? []);
  const clock = fixedClock(TODAY);
  const envelope = new Envelope({ version: 1, key: Buffer.alloc(32, 7) });
  const cursors = new CursorSigner(Buffer.alloc(32, 9).toString('base64'));
  const client = graphClient(
    buildCasesSchema().schema,
    contextFactory({ database, numbers, envelope, cursors, clock }),
  );
  return {
    urls,
    database,
    worker,
    clock,
    hear,
    as: (viewer, asking) => client.as(viewer, asking),
    end: async () => {
      await Promise.all([database.close(true), numbers.close(true), worker.close(true)]);
      await urls.drop();
    },
  };
}

/** Reports a case and gives its answer; `input` overrides what is usual. */
export function report(client: GraphClient, input: Record<string, unknown> = {}): Promise<GraphAnswer> {
  return client.ask(
    `mutation ($input: ReportCaseInput!) {
      reportCase(input: $input) { id number title status level version territory grid { code } building { id } }
    }`,
    {
      input: {
        building: BUILDING,
        category: 'ENVIRONMENT.LITTER',
        channel: 'PORTAL',
        title: '三单元门口垃圾未清',
        description: '已经堆了两天，请来电 13800138000。',
        ...input,
      },
    },
  );
}

const square = (west: number, south: number) => [
  [west, south],
  [west + 0.01, south],
  [west + 0.01, south + 0.01],
  [west, south + 0.01],
  [west, south],
];
const row = (key: string, payload: Record<string, unknown>): SnapshotRow => ({ key, version: 1, payload });
const post = (territory: string, person: string, endsOn: string | null = null) => ({
  role: 'GRID_WORKER',
  territory,
  grid: territory,
  building: null,
  startsOn: '2026-01-01',
  endsOn,
  publicisedOn: null,
  person,
});

const DIRECTORY: Readonly<Record<string, readonly SnapshotRow[]>> = {
  area: [
    row('3407', { name: '铜陵市', level: 'CITY' }),
    row('3701', { name: '济南市', level: 'CITY' }),
    row(COMMUNITY, { name: '天井湖社区', level: 'COMMUNITY' }),
    row(ELSEWHERE, { name: '明水社区', level: 'COMMUNITY' }),
  ],
  grid: [
    row(GRID, {
      name: '一网格',
      community: COMMUNITY,
      kind: 'RESIDENTIAL',
      closedOn: null,
      boundary: square(117.8, 30.9),
    }),
    row(NEXT_GRID, { name: '二网格', community: COMMUNITY, kind: 'RESIDENTIAL', closedOn: null, boundary: null }),
    row(GRID_ELSEWHERE, { name: '一网格', community: ELSEWHERE, kind: 'RESIDENTIAL', closedOn: null, boundary: null }),
  ],
  building: [
    row(BUILDING, { number: '1号楼', grid: GRID, community: COMMUNITY, compound: null, location: null }),
    row(NEXT_BUILDING, {
      number: '2号楼',
      grid: NEXT_GRID,
      community: COMMUNITY,
      compound: null,
      location: { latitude: 30.95, longitude: 117.85 },
    }),
    row(BUILDING_ELSEWHERE, {
      number: '3号楼',
      grid: GRID_ELSEWHERE,
      community: ELSEWHERE,
      compound: null,
      location: null,
    }),
  ],
  gridPost: [
    row(POST, post(GRID, personId(4))),
    row(POST_ELSEWHERE, post(GRID_ELSEWHERE, personId(9))),
    row(ENDED_POST, post(GRID, personId(10), '2026-11-19')),
  ],
  partyOrganization: [
    row(BRANCH, { name: '第一支部', level: 'BRANCH', area: COMMUNITY, dissolvedOn: null }),
    row(BRANCH_ELSEWHERE, { name: '第一支部', level: 'BRANCH', area: ELSEWHERE, dissolvedOn: null }),
  ],
  seat: [
    row(personId(3101), {
      organization: BRANCH,
      person: personId(11),
      title: 'SECRETARY',
      startsOn: '2026-01-01',
      endsOn: null,
      area: COMMUNITY,
    }),
    row(personId(3102), {
      organization: BRANCH,
      person: personId(13),
      title: 'COMMITTEE_MEMBER',
      startsOn: '2026-01-01',
      endsOn: null,
      area: COMMUNITY,
    }),
  ],
  unit: [
    row(UNIT, { name: '市一中', status: 'ACTIVE', communities: [COMMUNITY] }),
    row(UNIT_NOT_CONFIRMED, { name: '某公司', status: 'APPLIED', communities: [COMMUNITY] }),
  ],
};
