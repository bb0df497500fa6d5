import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { withSession } from '@linli/persistence/session-context';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { snapshotSources } from '../snapshot.js';
import {
  activeUnit,
  apply,
  COMMUNITY,
  CONFIRM,
  ELSEWHERE,
  officer,
  resident,
  STREET,
  tellOf,
  volunteerSuite,
  type VolunteerSuite,
} from '../volunteer.suite.js';

const NOW = '2026-11-20T02:00:00.000Z';
const PERSON = personId(77);
const themselves: Viewer = { person: PERSON, roles: [{ role: 'COMMUNITY_OFFICER', territory: COMMUNITY }] };
const auditor: Viewer = {
  person: personId(50),
  roles: [
    { role: 'AUDITOR', territory: '3407' },
    { role: 'AUDITOR', territory: STREET },
  ],
};

let suite: VolunteerSuite;
let copy: Record<string, unknown>;
beforeAll(async () => {
  suite = await volunteerSuite();
  await tellOf(suite, PERSON);
  const unit = (await apply(suite.as(themselves, { idempotencyKey: 'apply-1' }))).data.applyAsUnit.id as string;
  await suite.as(themselves).ask(CONFIRM, { id: unit });
  const change = { at: NOW, type: 'unit', id: unit, territory: COMMUNITY };
  copy = {
    territory: COMMUNITY,
    changeCount: 2,
    changes: [
      { operation: 'confirmUnit', ...change },
      { operation: 'applyAsUnit', ...change },
    ],
    idempotencyKeys: [{ operation: 'applyAsUnit', at: NOW }],
  };
  await activeUnit(suite);
});
afterAll(() => suite.end());

const ask = (viewer: Viewer, people: readonly string[]) =>
  suite
    .as(viewer)
    .ask('query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { heldInVolunteer } } }', {
      of: people.map((id) => ({ __typename: 'Person', id })),
    });
const heldOf = async (viewer: Viewer, ...people: string[]) => {
  const { data, errors } = await ask(viewer, people);
  expect(errors).toEqual([]);
  return data._entities.map(({ heldInVolunteer }: { heldInVolunteer: unknown }) => heldInVolunteer);
};
const told = async () => {
  const { rows } = await sql<{ payload: Record<string, unknown> }>`
    select payload from outbox where aggregatetype = 'accessRecord' order by position`.execute(
    suite.worker.em.fork().getKysely(),
  );
  return rows.map(({ payload }) => payload);
};

describe('what volunteer holds about a person', () => {
  it('is given to them, and nothing has to be recorded', async () => {
    expect(await heldOf(themselves, PERSON)).toEqual([copy]);
    expect(await told()).toEqual([]);
  });

  it('is given to the auditors of where they are looked after, and recorded for organization', async () => {
    expect(await heldOf(auditor, PERSON)).toEqual([copy]);
    const record = {
      id: expect.any(String),
      at: NOW,
      person: PERSON,
      territory: COMMUNITY,
      reader: auditor.person,
      readerRole: 'AUDITOR',
      readerTerritory: STREET,
      purpose: 'INSPECTION',
      fields: ['heldInVolunteer'],
      requestId: 'test-request',
    };
    expect(await told()).toEqual([record]);
    const source = snapshotSources.find(({ kind }) => kind === 'accessRecord');
    const [kept] = (await source?.page(suite.worker.em.fork(), null, 10)) ?? [];
    expect(kept).toEqual({ key: kept?.payload['id'], version: 1, payload: record });
    expect(await source?.page(suite.worker.em.fork(), kept?.key ?? null, 10)).toEqual([]);
  });

  it('is given to nobody else, who is answered as if there were nobody', async () => {
    const before = await told();
    const others: Viewer[] = [
      PUBLIC,
      resident,
      officer,
      viewerWith('AUDITOR', ELSEWHERE, personId(51)),
      viewerWith('ADMINISTRATOR', COMMUNITY, personId(52)),
      { person: null, account: 'machine', roles: auditor.roles },
    ];
    for (const viewer of others) {
      expect(await heldOf(viewer, PERSON, personId(999), 'no-id')).toEqual([null, null, null]);
    }
    expect(await heldOf(auditor, personId(999))).toEqual([null]);
    expect(await told()).toEqual(before);
  });

  it('is given to someone of whom organization has not told yet', async () => {
    const person = personId(78);
    expect(await heldOf({ person, roles: [] }, person)).toEqual([
      { territory: null, changeCount: 0, changes: [], idempotencyKeys: [] },
    ]);
  });

  it('is read by as many statements for 50 people as for 1', async () => {
    const people = Array.from({ length: 50 }, (_, at) => personId(200 + at));
    await Promise.all(people.map((person) => tellOf(suite, person)));
    const [one, fifty] = [await ask(auditor, people.slice(0, 1)), await ask(auditor, people)];
    expect([one.statements.length, fifty.statements.length]).toEqual([8, 8]);
  });
});

describe('the audit', () => {
  const seen = (settings: Record<string, string>, query: ReturnType<typeof sql>) =>
    withSession(suite.database, settings, async (em) => (await query.execute(em.getKysely())).rows.length);

  it('shows a request only the changes of those whose copy it gives out', async () => {
    const changes = sql`select operation from audit_entry`;
    expect([await seen({}, changes), await seen({ 'linli.person': PERSON }, changes)]).toEqual([0, 0]);
    expect(await seen({ 'linli.subjects': PERSON }, changes)).toBe(2);
  });

  it('shows a request no request ids and no roles', async () => {
    await expect(seen({ 'linli.subjects': PERSON }, sql`select request_id, roles from audit_entry`)).rejects.toThrow(
      'permission denied',
    );
  });
});

it('a copy is recorded by the reader alone, and the record neither read nor changed by a request', async () => {
  const session = { 'linli.person': personId(50), 'linli.audits': COMMUNITY };
  const asRequest = (query: ReturnType<typeof sql>) =>
    withSession(suite.database, session, async (em) => (await query.execute(em.getKysely())).rows);
  const record = (reader: string, territory: string) => sql`
    insert into access_record (id, at, person, territory, reader, reader_role, purpose, fields, request_id)
    values (gen_random_uuid(), now(), ${PERSON}, ${territory}, ${reader}, 'AUDITOR', 'INSPECTION', '{heldInVolunteer}', 'r')`;
  await expect(asRequest(record(personId(51), COMMUNITY))).rejects.toThrow('row-level security');
  await expect(asRequest(record(personId(50), ELSEWHERE))).rejects.toThrow('row-level security');
  expect(await asRequest(sql`select from access_record`)).toEqual([]);
  await expect(asRequest(sql`delete from access_record`)).rejects.toThrow('permission denied');
});
