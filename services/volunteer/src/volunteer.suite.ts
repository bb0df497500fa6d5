import { sql } from 'kysely';
import type { SnapshotRow } from '@linli/events/feed';
import type { Viewer } from '@linli/domain/viewer';
import type { Database } from '@linli/persistence/database';
import { CursorSigner } from '@linli/subgraph/cursor';
import { fixedClock, type FixedClock } from '@linli/testkit/clock';
import { suiteDatabase, type SuiteDatabase } from '@linli/testkit/database';
import { graphClient, type GraphAnswer, type GraphClient } from '@linli/testkit/graph-client';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { contextFactory } from './context.js';
import { gridDirectory } from './directory/grid.writers.js';
import { organizationDirectory } from './directory/organization.writers.js';
import { migrations, openVolunteerDatabase } from './orm.js';
import { buildVolunteerSchema } from './schema.js';

/** Two communities of a street in Tongling, the first with an open grid and a closed one, and one of Mingshui. */
export const STREET = '340705402';
export const COMMUNITY = '340705402001';
export const GRID = '340705402001001';
export const CLOSED_GRID = '340705402001002';
export const NEXT_COMMUNITY = '340705402002';
export const GRID_NEXT_DOOR = '340705402002001';
export const ELSEWHERE = '370114001001';

export const officer = viewerWith('COMMUNITY_OFFICER', COMMUNITY, personId(1));
export const officerNextDoor = viewerWith('COMMUNITY_OFFICER', NEXT_COMMUNITY, personId(2));
export const officerElsewhere = viewerWith('COMMUNITY_OFFICER', ELSEWHERE, personId(3));
export const resident = viewerWith('RESIDENT', COMMUNITY, personId(4));
export const gridWorker = viewerWith('GRID_WORKER', GRID, personId(5));
export const analyst = viewerWith('ANALYST', '3407', personId(6));
/** Signed in, without a role. */
export const applicant: Viewer = { person: personId(7), roles: [] };
export const representativeOf = (unit: string): Viewer => ({
  person: personId(8),
  roles: [{ role: 'UNIT_REPRESENTATIVE', unit }],
});

export const TODAY = '2026-11-20';
export const NOBODY = personId(9999);

export interface VolunteerSuite {
  readonly urls: SuiteDatabase;
  readonly database: Database;
  readonly worker: Database;
  readonly clock: FixedClock;
  as(viewer: Viewer, asking?: { idempotencyKey?: string; language?: 'zh' | 'en' }): GraphClient;
  end(): Promise<void>;
}

/** A volunteer service with its own database and a directory that was read from grid. */
export async function volunteerSuite(): Promise<VolunteerSuite> {
  const urls = await suiteDatabase('volunteer', migrations);
  const database = openVolunteerDatabase(urls.appUrl);
  const worker = openVolunteerDatabase(urls.workerUrl);
  for (const writer of gridDirectory) {
    await worker.em.fork().transactional((em) => writer.apply(em, DIRECTORY[writer.kind] ?? []));
  }
  const clock = fixedClock(`${TODAY}T02:00:00.000Z`);
  const cursors = new CursorSigner(Buffer.alloc(32, 9).toString('base64'));
  const client = graphClient(buildVolunteerSchema().schema, contextFactory({ database, cursors, clock }));
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

/** What organization's feed tells of a person. */
export async function tellOf(
  suite: VolunteerSuite,
  person: string,
  facts: { version?: number; territory?: string | null; erased?: boolean } = {},
): Promise<void> {
  const { version = 1, erased = false, territory = erased ? null : COMMUNITY } = facts;
  const payload = { id: person, territory, erased };
  for (const writer of organizationDirectory) {
    await suite.worker.em.fork().transactional((em) => writer.apply(em, [{ key: person, version, payload }]));
  }
}

/** The valid credit code whose organisation number is `n`. */
export function creditCode(n: number): string {
  const first17 = `913407${String(n).padStart(11, '0')}`;
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const sum = Array.from(first17).reduce((total, digit, at) => total + Number(digit) * (3 ** at % 31), 0);
  return first17 + alphabet.charAt((31 - (sum % 31)) % 31);
}

let numbers = 0;

/** Applies as a unit and gives the answer; `input` overrides what is usual. */
export function apply(client: GraphClient, input: Record<string, unknown> = {}): Promise<GraphAnswer> {
  numbers += 1;
  return client.ask(
    `mutation ($input: ApplyAsUnitInput!) { applyAsUnit(input: $input) {
      id name creditCode kind status communities { code } grids { code } } }`,
    {
      input: {
        name: `公交公司${numbers}`,
        creditCode: creditCode(numbers),
        kind: 'STATE_ENTERPRISE',
        community: COMMUNITY,
        ...input,
      },
    },
  );
}

/** A unit of the community that is active; gives its id. */
export async function activeUnit(suite: VolunteerSuite, input: Record<string, unknown> = {}): Promise<string> {
  const id = (await apply(suite.as(applicant), input)).data.applyAsUnit.id as string;
  const roles = ['34', '37'].map((territory) => ({ role: 'CITY_OFFICER' as const, territory }));
  await suite.as({ person: personId(1), roles }).ask(CONFIRM, { id });
  return id;
}

export const CONFIRM = 'mutation ($id: ID!) { confirmUnit(id: $id) { status } }';

/** Registers a resource for a unit and gives the answer; `input` overrides what is usual. */
export function register(client: GraphClient, unit: string, input: Record<string, unknown> = {}): Promise<GraphAnswer> {
  return client.ask(
    `mutation ($input: RegisterResourceInput!) { registerResource(input: $input) {
      id unit { id } title field form quantity measure remaining availableFrom availableUntil territories status } }`,
    {
      input: {
        unit,
        title: '心理咨询',
        field: 'PSYCHOLOGY',
        form: 'PEOPLE',
        quantity: 37,
        measure: 'PERSON_HOUR',
        ...input,
      },
    },
  );
}

export async function registered(
  suite: VolunteerSuite,
  unit: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  return (await register(suite.as(officer), unit, input)).data.registerResource.id;
}

/** Claims one of a resource for the community and gives the answer; `input` overrides what is usual. */
export function claim(
  client: GraphClient,
  resource: string,
  input: Record<string, unknown> = {},
): Promise<GraphAnswer> {
  return client.ask(
    `mutation ($input: ClaimResourceInput!) { claimResource(input: $input) {
      id resource { id remaining status } community { code } quantity status scheduledFor deliveredQuantity rating } }`,
    { input: { resource, community: COMMUNITY, quantity: 1, ...input } },
  );
}

/** Events that were published of a thing, in order. */
export async function eventsOf(
  suite: VolunteerSuite,
  id: string,
): Promise<{ type: string; version: number; payload: Record<string, unknown> }[]> {
  const { rows } = await sql<{ type: string; version: number; payload: Record<string, unknown> }>`
    select type, version::int, payload from outbox where aggregateid = ${id} order by position`.execute(
    suite.worker.em.fork().getKysely(),
  );
  return rows;
}

export function codesOf({ errors }: GraphAnswer): [string, unknown][] {
  return errors.map(({ code, extensions }) => [code, extensions['path']]);
}

const row = (key: string, payload: Record<string, unknown>): SnapshotRow => ({ key, version: 1, payload });
const grid = (code: string, closedOn: string | null = null) =>
  row(code, { name: '网格', community: code.slice(0, 12), closedOn });

const DIRECTORY: Readonly<Record<string, readonly SnapshotRow[]>> = {
  area: [
    row('3407', { name: '铜陵市', level: 'CITY' }),
    row(STREET, { name: '街道', level: 'STREET' }),
    row(COMMUNITY, { name: '天井湖社区', level: 'COMMUNITY' }),
    row(NEXT_COMMUNITY, { name: '邻近社区', level: 'COMMUNITY' }),
    row(ELSEWHERE, { name: '明水社区', level: 'COMMUNITY' }),
  ],
  grid: [grid(GRID), grid(CLOSED_GRID, '2026-11-19'), grid(GRID_NEXT_DOOR)],
};
