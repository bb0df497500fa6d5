import { randomBytes, randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RoleHeld } from '@linli/domain/viewer';
import { TalkativeCity } from './canary-city.suite.js';
import type { Heard } from './canary-city.suite.js';
import { feedsOf, filesOf, logsOf, placesWith, positionsOf, tablesOf } from './canary-places.suite.js';
import { until } from './until.suite.js';

const COMMUNITY = '340705402001';
const OFFICER: readonly RoleHeld[] = [{ role: 'COMMUNITY_OFFICER', territory: COMMUNITY }];
const CHECKER: readonly RoleHeld[] = [{ role: 'STREET_OFFICER', territory: COMMUNITY.slice(0, 9) }];
const WORKER = (): readonly RoleHeld[] => [{ role: 'GRID_WORKER', territory: grid }];
const RESIDENT: readonly RoleHeld[] = [{ role: 'RESIDENT', territory: COMMUNITY }];

/** What must be found nowhere, and two harmless words that must be found where they belong. */
const PHONE = `199${String(randomInt(100_000_000)).padStart(8, '0')}`;
const SECRET = `canary${randomBytes(8).toString('hex')}`;
const WORDS = `他说${SECRET}，请打 ${PHONE}`;
const HARMLESS = `楼道灯${randomBytes(4).toString('hex')}`;

let city: TalkativeCity;
let since: Record<string, string>;
let grid: string;
let person: string;
let post: string;
let found: { id: string; number: string };
let read: Heard;
const refused: Heard[] = [];

beforeAll(async () => {
  city = await TalkativeCity.start();
  since = await positionsOf(city);
  grid = await changed('createGrid', `(input: { community: "${COMMUNITY}", name: "一网格" })`, OFFICER, 'code');
  person = await changed('registerPerson', '(input: $input)', OFFICER, 'id', '($input: RegisterPersonInput!)', {
    input: { name: `欧${SECRET}`, phone: PHONE, address: WORDS, territory: grid },
  });
  post = await changed(
    'appointToGrid',
    `(input: { person: "${person}", role: GRID_WORKER, territory: "${grid}", startsOn: "2026-01-01" })`,
    OFFICER,
  );
  await livedThrough();
  read = await soughtAndRead();
  refused.push(...(await provoked()));
}, 90_000);

afterAll(() => city.stop());

test('who may read them reads the words of a case, and of its steps', async () => {
  const { data } = await city.ask(
    { query: `{ case(id: "${found.id}") { status title description timeline { note } } }` },
    OFFICER,
  );
  expect(data?.['case']).toEqual({
    status: 'CLOSED',
    title: HARMLESS,
    description: WORDS,
    timeline: [
      { note: null },
      ...Array.from({ length: 2 }, () => ({ note: WORDS })),
      { note: null },
      ...Array.from({ length: 3 }, () => ({ note: WORDS })),
    ],
  });
});

test('who may read them reads the words of a diary', async () => {
  const { data } = await city.ask({ query: `{ grid(code: "${grid}") { diaries { nodes { note } } } }` }, OFFICER);
  expect(data?.['grid']?.['diaries']).toEqual({ nodes: [{ note: WORDS }] });
});

test('who may read them reads the contact data of a person, and finds the person by phone', () => {
  const contact = { name: `欧${SECRET}`, phone: PHONE, address: WORDS };
  expect(read.data).toEqual({ person: { contact }, persons: { nodes: [{ id: person }] } });
});

test('no refusal repeats a phone number or the words of a case', () => {
  expect(refused.map(({ codes }) => codes.length > 0)).toEqual(refused.map(() => true));
  expect(refused.length).toBeGreaterThanOrEqual(12);
  for (const { body } of refused) expect(body).not.toMatch(new RegExp(`${PHONE}|${SECRET}`));
});

test('no log holds a phone number or the words of a case', async () => {
  const logs = await logsOf(city);
  expect(placesWith('CanaryLoop', logs)).toContain('logs/gateway.log');
  const processes = ['organization', 'grid', 'volunteer', 'cases', 'gateway'].map((name) => `logs/${name}.log`);
  const spoken = logs.filter(({ content }) => content.length > 0).map(({ name }) => name);
  expect(spoken).toEqual(expect.arrayContaining([...processes, 'postgres/server.log']));
  expect([...placesWith(PHONE, logs), ...placesWith(SECRET, logs)]).toEqual([]);
});

test('no table holds a phone number or the words of a case in the clear', async () => {
  const tables = await tablesOf(city);
  expect(placesWith(HARMLESS, tables)).toEqual(['cases: public."case"']);
  expect(placesWith(found.number, tables)).toContain('cases: public.outbox');
  expect(placesWith(person, tables)).toEqual(
    expect.arrayContaining(['organization: public.person', 'grid: public.grid_post_holder']),
  );
  expect(placesWith(found.id, tables)).toContain('cases: public.case_event');
  expect([...placesWith(PHONE, tables), ...placesWith(SECRET, tables)]).toEqual([]);
});

test('no file of the database server holds a phone number or the words of a case, its write-ahead log neither', async () => {
  const files = await filesOf(city);
  expect(placesWith(HARMLESS, files).some((name) => name.includes('pg_wal'))).toBe(true);
  expect([...placesWith(PHONE, files), ...placesWith(SECRET, files)]).toEqual([]);
});

test('no feed tells a phone number or the words of a case', async () => {
  const feeds = await feedsOf(city, since);
  expect(placesWith(post, feeds)).toEqual(
    expect.arrayContaining(['grid/feed/snapshot?kind=gridPost', 'grid/feed/tail?after']),
  );
  expect(placesWith(found.number, feeds)).toEqual(['cases/feed/tail?after']);
  expect(placesWith(person, feeds)).toEqual(
    expect.arrayContaining(['organization/feed/snapshot?kind=person', 'cases/feed/snapshot?kind=accessRecord']),
  );
  expect([...placesWith(PHONE, feeds), ...placesWith(SECRET, feeds)]).toEqual([]);
});

/** A case with the words, reported and moved through the whole loop, each step with the words as its note; and a diary of them. */
async function livedThrough(): Promise<void> {
  const input = {
    territory: grid,
    category: 'FACILITIES.LIGHTING',
    channel: 'PORTAL',
    title: HARMLESS,
    description: WORDS,
  };
  const report = '(input: $input)';
  const id = await changed('reportCase', report, RESIDENT, 'id', '($input: ReportCaseInput!)', { input }, person);
  const { data } = await city.ask({ query: `query CanaryLoop { case(id: "${id}") { number } }` }, OFFICER);
  found = { id, number: String(data?.['case']?.['number']) };
  const step = (mutation: string, given: string, roles = OFFICER) =>
    changed(mutation, `(id: "${id}"${given})`, roles, 'id', '($words: String!)', { words: WORDS });
  await step('acceptCase', ', input: { scale: MINOR, note: $words }');
  await step('assignCase', `, handlers: [{ gridPost: "${post}" }], note: $words`);
  await changed('startCase', `(id: "${id}")`, OFFICER);
  await step('respondToReporter', ', message: $words');
  await step('resolveCase', ', report: $words');
  await step('closeCase', ', note: $words', CHECKER);
  const diary = { grid, kind: 'HOME_VISIT', happenedAt: new Date().toISOString(), note: WORDS, case: id };
  await changed(
    'writeDiary',
    '(input: $input)',
    WORKER(),
    'id',
    '($input: WriteDiaryInput!)',
    { input: diary },
    person,
  );
}

/** The person's contact data, read with consent, and the person, sought by phone. */
async function soughtAndRead(): Promise<Heard> {
  const consent = { query: `mutation { giveConsent(person: "${person}", purpose: CASE_HANDLING) { id } }` };
  await city.ask(consent, RESIDENT, { person });
  const query = `query ($phone: String!) {
    person(id: "${person}") { contact(purpose: CASE_HANDLING) { name phone address } }
    persons(within: "${COMMUNITY}", phone: $phone) { nodes { id } }
  }`;
  return city.ask({ query, variables: { phone: PHONE } }, OFFICER);
}

/** Requests that are refused, each with the number or the words where it has no place; and one whose key is none, and is passed over. */
async function provoked(): Promise<Heard[]> {
  const usual = {
    territory: grid,
    category: 'FACILITIES.LIGHTING',
    channel: 'PORTAL',
    title: '灯',
    description: WORDS,
  };
  const query = 'mutation ($input: ReportCaseInput!) { reportCase(input: $input) { id } }';
  const report = (input: object) => city.ask({ query, variables: { input: { ...usual, ...input } } }, OFFICER);
  const register = (input: object) =>
    city.ask(
      {
        query: 'mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { id } }',
        variables: { input: { name: SECRET, territory: grid, ...input } },
      },
      OFFICER,
    );
  const write = (input: object) =>
    city.ask(
      {
        query: 'mutation ($input: WriteDiaryInput!) { writeDiary(input: $input) { id } }',
        variables: { input: { grid, kind: 'PATROL', happenedAt: '2026-01-02T00:00:00Z', note: WORDS, ...input } },
      },
      WORKER(),
      { person },
    );
  const requests = [
    write({ happenedAt: '2025-12-31T00:00:00Z' }),
    write({ happenedAt: WORDS }),
    write({ case: PHONE }),
    write({ kind: SECRET }),
    write({ note: WORDS.repeat(200) }),
    report({ title: `请打${PHONE}` }),
    report({ channel: PHONE }),
    report({ urgency: WORDS }),
    report({ building: SECRET }),
    report({ building: PHONE }),
    report({ territory: PHONE }),
    report({ category: SECRET }),
    report({ location: { latitude: PHONE, longitude: 0 } }),
    report({ idempotencyKey: SECRET.repeat(20) }),
    report({ phone: PHONE }),
    register({ phone: `${PHONE}${PHONE}` }),
    register({ name: WORDS.repeat(9) }),
    register({ territory: PHONE }),
    city.ask({ query: `{ case(id: "${found.id}") { number(of: "${PHONE}") } }` }, OFFICER),
    city.ask({ query: `{ case(id: "${PHONE}) { number } }` }, OFFICER),
    city.ask({ query: `{ cases(within: "${PHONE}") { totalCount } }` }, OFFICER),
    city.ask({ query: `{ cases(within: "${grid}", after: "${SECRET}") { totalCount } }` }, OFFICER),
  ];
  const headers = { 'idempotency-key': PHONE.repeat(40) };
  await city.ask({ query, variables: { input: usual } }, OFFICER, { headers });
  return Promise.all(requests);
}

/** Makes a change and gives what it made; what names something of which the service has still to hear is asked again. */
async function changed(
  mutation: string,
  input: string,
  roles: readonly RoleHeld[],
  key = 'id',
  declared = '',
  variables: object = {},
  by?: string,
): Promise<string> {
  const body = { query: `mutation CanaryLoop${declared} { ${mutation}${input} { ${key} } }`, variables };
  const asked = () => city.ask(body, roles, by === undefined ? {} : { person: by });
  let heard = await asked();
  await until(`${mutation}: ${heard.body}`, async () => {
    if (heard.data === null) heard = await asked();
    return heard.data !== null;
  });
  return String(heard.data?.[mutation]?.[key]);
}
