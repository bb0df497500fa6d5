import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { newId } from '@linli/persistence/columns';
import { Envelope } from '@linli/persistence/envelope';
import { withSession } from '@linli/persistence/session-context';
import { viewerWith } from '@linli/testkit/viewers';
import {
  casesSuite,
  COMMUNITY,
  GRID,
  gridWorker,
  handler,
  neighbour,
  officer,
  officerElsewhere,
  resident,
  TODAY,
  type CasesSuite,
} from '../cases.suite.js';
import { snapshotSources } from '../snapshot.js';
import { movesIn, rowsOf, toldOf } from './case-moves.suite.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const { reported, moving, assigned } = movesIn(() => suite);
const machine: Viewer = { person: null, account: 'hotline', roles: officer.roles };
const analyst = viewerWith('ANALYST', COMMUNITY, '00000000-0000-7000-8000-000000000021');

const TEXT = '已经堆了两天，请来电 13800138000。';
const FIELDS = 'id description reporter { id }';
const PATHS: Readonly<Record<string, (id: string) => { query: string; read: (data: never) => unknown }>> = {
  query: (id) => ({ query: `{ case(id: "${id}") { ${FIELDS} } }`, read: (data: { case: unknown }) => data.case }),
  _entities: (id) => ({
    query: `{ _entities(representations: [{ __typename: "Case", id: "${id}" }]) { ... on Case { ${FIELDS} } } }`,
    read: (data: { _entities: unknown[] }) => data._entities[0],
  }),
  list: (id) => ({
    query: `{ cases(within: "${GRID}", first: 100) { nodes { ${FIELDS} } } }`,
    read: (data: { cases: { nodes: { id: string }[] } }) => data.cases.nodes.find((node) => node.id === id) ?? null,
  }),
};
const seen = async (viewer: Viewer, id: string, path = 'query') => {
  const { query, read } = (PATHS[path] as NonNullable<(typeof PATHS)[string]>)(id);
  return read((await suite.as(viewer).ask(query)).data as never);
};
const records = (id: string) =>
  rowsOf(
    suite,
    sql<Record<string, unknown>>`
      select person, territory, reader, reader_role as role, reader_territory as place, purpose, fields, request_id as request
      from access_record where case_id = ${id} order by id`,
  );

describe.each(Object.keys(PATHS))('by %s', (path) => {
  it.each([
    ['its reporter', resident, true, 'known'],
    ['its handler', handler, true, 'known'],
    ['the grid worker', gridWorker, true, 'known'],
    ['an officer', officer, true, 'known'],
    ['a machine with the role of an officer', machine, false, 'known'],
    ['a neighbour', neighbour, false, 'unknown'],
    ['an analyst', analyst, false, 'hidden'],
    ['an officer elsewhere', officerElsewhere, false, 'hidden'],
    ['the public', PUBLIC, false, 'hidden'],
  ])('%s sees of a case what is theirs', async (_, viewer, reads, reporter) => {
    const id = await assigned();
    const expected = {
      id,
      description: reads ? TEXT : null,
      reporter: reporter === 'known' ? { id: resident.person } : null,
    };
    expect(await seen(viewer, id, path)).toEqual(reporter === 'hidden' ? null : expected);
  });

  it('an anonymous report is known as theirs to the reporter alone', async () => {
    const id = await assigned({ anonymous: true });
    const reporters = await Promise.all(
      [resident, handler, gridWorker, officer].map((viewer) => seen(viewer, id, path)),
    );
    expect(reporters).toEqual(
      [{ id: resident.person }, null, null, null].map((reporter) => ({ id, description: TEXT, reporter })),
    );
  });
});

describe('reading the text of a case', () => {
  it('is recorded with who read it, as what and why, and told to organization', async () => {
    const id = await assigned();
    await seen(officer, id);
    await seen(handler, id);
    const read = { person: resident.person, territory: GRID, purpose: 'CASE_HANDLING', fields: ['case.description'] };
    expect(await records(id)).toEqual([
      { ...read, reader: officer.person, role: 'COMMUNITY_OFFICER', place: COMMUNITY, request: 'test-request' },
      { ...read, reader: handler.person, role: 'HANDLER', place: null, request: 'test-request' },
    ]);
    const [first] = await rowsOf(
      suite,
      sql<{ id: string }>`select id from access_record where case_id = ${id} order by id limit 1`,
    );
    const told = await toldOf(suite, 'accessRecord', first?.id ?? '');
    expect(told).toEqual([
      {
        type: 'PersonalDataRead',
        version: 1,
        payload: {
          id: first?.id,
          at: TODAY,
          person: resident.person,
          territory: GRID,
          reader: officer.person,
          readerRole: 'COMMUNITY_OFFICER',
          readerTerritory: COMMUNITY,
          purpose: 'CASE_HANDLING',
          fields: ['case.description'],
          requestId: 'test-request',
          concealed: false,
        },
      },
    ]);
    const source = snapshotSources.find(({ kind }) => kind === 'accessRecord');
    const rows = await source?.page(suite.worker.em.fork(), null, 1_000);
    expect(rows?.find(({ key }) => key === first?.id)?.payload).toEqual(told[0]?.payload);
  });

  it('that was reported anonymously is concealed from auditors', async () => {
    const id = await assigned({ anonymous: true });
    await seen(officer, id);
    const recorded = await rowsOf(
      suite,
      sql<{ id: string; concealed: boolean }>`select id, concealed from access_record where case_id = ${id}`,
    );
    expect(recorded).toMatchObject([{ concealed: true }]);
    expect(await toldOf(suite, 'accessRecord', recorded[0]?.id ?? '')).toMatchObject([
      { payload: { concealed: true } },
    ]);
    const source = snapshotSources.find(({ kind }) => kind === 'accessRecord');
    const rows = await source?.page(suite.worker.em.fork(), null, 1_000);
    expect(rows?.find(({ key }) => key === recorded[0]?.id)?.payload).toMatchObject({ concealed: true });
  });

  it.each([
    ['by its reporter', resident, {}],
    ['where nobody reported it', officer, { reporter: officer }],
  ])('%s is not recorded', async (_, viewer, { reporter = resident }: { reporter?: Viewer }) => {
    const id = await reported(reporter);
    expect(await seen(viewer, id)).toMatchObject({ description: TEXT });
    expect(await records(id)).toEqual([]);
  });

  it('is not recorded where only the rest of the case is read', async () => {
    const id = await assigned();
    await suite
      .as(officer)
      .ask(`{ case(id: "${id}") { title reporter { id } allowedActions timeline { action at } } }`);
    expect(await records(id)).toEqual([]);
  });

  it('of nobody who could not be recorded, also of a note, is refused without a word', async () => {
    const id = await assigned();
    await moving(handler, `respondToReporter(id: "${id}", message: "今天下午")`);
    const notes = async (viewer: Viewer) =>
      (await suite.as(viewer).ask(`{ case(id: "${id}") { timeline { note } } }`)).data.case.timeline.map(
        ({ note }: { note: string | null }) => note,
      );
    expect(await notes(machine)).toEqual([null, null, null, null]);
    expect(await records(id)).toEqual([]);
    expect(await notes(gridWorker)).toEqual([null, null, null, '今天下午']);
    expect((await records(id)).map(({ role }) => role)).toEqual(['GRID_WORKER']);
  });

  it('is recorded once in a request, however often it is asked for', async () => {
    const id = await assigned();
    await moving(handler, `respondToReporter(id: "${id}", message: "今天下午")`);
    const { data } = await suite
      .as(officer)
      .ask(`{ a: case(id: "${id}") { description timeline { note } } b: case(id: "${id}") { text: description } }`);
    expect([data.a.description, data.a.timeline.at(-1).note, data.b.text]).toEqual([TEXT, '今天下午', TEXT]);
    expect(await records(id)).toHaveLength(1);
  });

  it('of 1 and of 20 cases takes the same number of statements, two more than one that is not recorded', async () => {
    for (let n = 0; n < 20; n += 1) await reported();
    const ask = (viewer: Viewer, first: number, fields: string) =>
      suite.as(viewer).ask(`{ cases(within: "${GRID}", first: ${first}) { nodes { ${fields} } } }`);
    const counts = async (viewer: Viewer) =>
      Promise.all(
        (
          [
            [1, 'id'],
            [1, 'description'],
            [20, 'description'],
          ] as const
        ).map(async ([first, fields]) => {
          const { statements } = await ask(viewer, first, fields);
          return statements.length;
        }),
      );
    // Pages: begin, settings, select, commit. Texts: the same, then the records and what organization is told.
    expect(await counts(officer)).toEqual([4, 10, 10]);
    expect(await counts(resident)).toEqual([4, 8, 8]);
  });

  it('of more cases than a statement takes values for is recorded too', async () => {
    const known = await reported();
    const envelope = new Envelope({ version: 1, key: Buffer.alloc(32, 7) });
    const many = Array.from({ length: 6_000 }, () => newId()).map((id) => ({
      id,
      key: envelope.newRecordKey(id).wrapped.toString('hex'),
    }));
    await rowsOf(
      suite,
      sql`insert into "case" (id, number, title, category, private, channel, urgency, status, level, territory, reporter, anonymous,
          handlers, handler_ids, reported_at, respond_by, resolve_by, record_key)
        select made.id, made.id::text, title, category, private, channel, urgency, 'CLOSED', level, territory, reporter, anonymous,
          handlers, handler_ids, reported_at, respond_by, resolve_by, decode(made.key, 'hex')
        from "case" c, jsonb_to_recordset(${JSON.stringify(many)}::jsonb) as made (id uuid, key text) where c.id = ${known}`,
    );
    const of = many.map(({ id }) => ({ __typename: 'Case', id }));
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Case { description } } }';
    expect((await suite.as(officer).ask(query, { of })).errors).toEqual([]);
    const recorded = sql<{
      reads: number;
    }>`select count(*)::int as reads from access_record where case_id = any(${many.map(({ id }) => id)}::uuid[])`;
    expect(await rowsOf(suite, recorded)).toEqual([{ reads: 6_000 }]);
  });
});

describe('a record of a read', () => {
  const added = (reader: string | null, settings: Record<string, string>) =>
    withSession(suite.database, settings, (em) =>
      sql`insert into access_record (id, at, person, territory, reader, reader_role, purpose, fields, request_id)
        values (gen_random_uuid(), ${TODAY}, ${resident.person}, ${GRID}, ${reader}, 'HANDLER', 'CASE_HANDLING', '{x}', 'r')`.execute(
        em.getKysely(),
      ),
    );

  it('is added in the name of the one who reads alone', async () => {
    const settings = { 'linli.person': officer.person ?? '' };
    await expect(added(handler.person, settings)).rejects.toThrow('row-level security');
    await expect(added(officer.person, {})).rejects.toThrow('row-level security');
    await expect(added(officer.person, settings)).resolves.toBeDefined();
  });

  it.each(['update access_record set purpose = $$ELECTION$$', 'delete from access_record'])(
    'stays as it is: %s',
    async (statement) => {
      await expect(suite.database.em.fork().execute(statement)).rejects.toThrow('permission denied');
      await expect(suite.worker.em.fork().execute(statement)).rejects.toThrow('permission denied');
    },
  );

  it('is read by no request', async () => {
    const read = await withSession(suite.database, { 'linli.person': officer.person ?? '' }, (em) =>
      em.execute('select * from access_record'),
    );
    expect(read).toEqual([]);
  });
});
