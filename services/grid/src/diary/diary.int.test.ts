import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { withSession } from '@linli/persistence/session-context';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  gridSuite,
  gridWorker,
  NEXT_COMMUNITY,
  officer,
  officerElsewhere,
  resident,
  rowsOf,
  streetOfficer,
  type GridSuite,
} from '../grid.suite.js';

const GRID = `${COMMUNITY}001`;
const MICRO = `${GRID}01`;
const WORKER = gridWorker.person as string;
const colleague = viewerWith('GRID_WORKER', GRID, personId(60));
const besides = viewerWith('GRID_WORKER', `${COMMUNITY}002`, personId(61));
const CASE = '0192e0a0-0000-7000-8000-00000000000a';
const NOTE = '王奶奶血压偏高，已联系社区医院。';

let suite: GridSuite;
let post: string;
beforeAll(async () => {
  suite = await gridSuite();
  const change = changesBy(suite.as(streetOfficer));
  for (const input of [{}, {}, { kind: 'MICRO', parent: GRID }]) await change.createGrid(input);
  await change.appointToGrid({ person: WORKER, role: 'GRID_LEADER_ASSISTANT' });
  post = (await change.appointToGrid({ person: WORKER, startsOn: '2026-02-01' })).data.appointToGrid.id;
  await change.appointToGrid({ person: colleague.person });
});
afterAll(() => suite.end());

const write = (input: Record<string, unknown> = {}, viewer: Viewer = gridWorker, key?: string) =>
  suite.as(viewer, key === undefined ? {} : { idempotencyKey: key }).ask(
    `mutation ($input: WriteDiaryInput!) {
      writeDiary(input: $input) { id grid { code } author { id } kind happenedAt note case { id } } }`,
    { input: { grid: GRID, kind: 'HOME_VISIT', happenedAt: '2026-11-19T01:30:00Z', note: NOTE, ...input } },
  );
const written = async (input?: Record<string, unknown>, viewer?: Viewer) => {
  const answer = await write(input, viewer);
  expect(answer.errors).toEqual([]);
  return answer.data.writeDiary.id as string;
};
const diariesOf = async (viewer: Viewer, code = GRID, selection = 'totalCount nodes { id note }') => {
  const answer = await suite.as(viewer).ask(`{ grid(code: "${code}") { diaries { ${selection} } } }`);
  expect(answer.errors).toEqual([]);
  return answer.data.grid.diaries;
};
const readsInAudit = async () =>
  (
    await sql<{ person: string; subject: string }>`
      select person, subject_id as subject from audit_entry where operation = 'readDiaryNotes' order by at, id`.execute(
      suite.worker.em.fork().getKysely(),
    )
  ).rows;

describe('a diary', () => {
  it('is written by whoever is posted to the grid, as grid worker where they hold several posts', async () => {
    const answer = await write({ case: CASE.toUpperCase(), note: ` ${NOTE}\n` });
    expect(answer.errors).toEqual([]);
    const { id, ...diary } = answer.data.writeDiary;
    expect(diary).toEqual({
      grid: { code: GRID },
      author: { id: post },
      kind: 'HOME_VISIT',
      happenedAt: '2026-11-19T01:30:00.000Z',
      note: NOTE,
      case: { id: CASE },
    });
    const again = await suite
      .as(officer)
      .ask(
        `{ _entities(representations: [{ __typename: "DiaryEntry", id: "${id}" }]) { ... on DiaryEntry { kind } } }`,
      );
    expect(again.data._entities).toEqual([{ kind: 'HOME_VISIT' }]);
  });

  it('is written of a micro-grid too, under the post to the grid', async () => {
    expect((await write({ grid: MICRO, happenedAt: '2026-11-20T01:00:00Z' })).data.writeDiary.author).toEqual({
      id: post,
    });
    expect(await diariesOf(officer, MICRO, 'totalCount')).toEqual({ totalCount: 1 });
  });

  it('stays one entry when it is sent again, whether the key is in the input or beside it', async () => {
    const before = (await diariesOf(officer)).totalCount;
    const [first, second] = [
      await write({ idempotencyKey: 'on-the-road' }),
      await write({ idempotencyKey: 'on-the-road' }),
    ];
    const [third, fourth] = [await write({}, gridWorker, 'beside'), await write({}, gridWorker, 'beside')];
    expect([second.data, fourth.data]).toEqual([first.data, third.data]);
    expect((await diariesOf(officer)).totalCount).toBe(before + 2);
    const other = await write({ idempotencyKey: 'on-the-road', note: '另一件事' });
    expect(other.errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it('is of a day on which its author was posted to the grid', async () => {
    const nobody = viewerWith('GRID_WORKER', GRID, personId(62));
    expect((await write({}, nobody)).errors).toMatchObject([
      { code: 'NOT_POSTED_TO_GRID', extensions: { grid: GRID, on: '2026-11-19' } },
    ]);
    expect((await write({ happenedAt: '2025-12-31T10:00:00Z' }, colleague)).errors).toMatchObject([
      { code: 'NOT_POSTED_TO_GRID', extensions: { on: '2025-12-31' } },
    ]);
  });

  it('is of a grid that was not closed by the day', async () => {
    const closed = `${COMMUNITY}003`;
    const worker = viewerWith('GRID_WORKER', closed, personId(66));
    const change = changesBy(suite.as(officer));
    await change.createGrid();
    await change.appointToGrid({ person: worker.person, territory: closed });
    await rowsOf(suite, sql`update grid set opened_on = '2026-01-01', closed_on = '2026-11-19' where code = ${closed}`);
    expect((await write({ grid: closed }, worker)).errors).toMatchObject([{ code: 'GRID_CLOSED' }]);
    await written({ grid: closed, happenedAt: '2026-11-18T02:00:00Z' }, worker);
    const nowhere = `${COMMUNITY}099`;
    expect((await write({ grid: nowhere }, viewerWith('GRID_WORKER', nowhere, WORKER))).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', extensions: { path: 'input.grid' } },
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['of what is yet to happen', { happenedAt: '2026-11-20T02:00:00.001Z' }, 'input.happenedAt'],
    ['that says nothing', { note: ' ' }, 'input.note'],
    ['that led to a case that cannot be', { case: '2026-0001' }, 'input.case'],
  ])('is refused, one %s', async (_what, input, path) => {
    expect((await write(input)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', extensions: { path } }]);
  });

  it.each<[string, Viewer, string]>([
    ['the public', PUBLIC, 'UNAUTHENTICATED'],
    ['a resident', resident, 'FORBIDDEN'],
    ['an officer', officer, 'FORBIDDEN'],
    ['staff of the grid beside it', besides, 'FORBIDDEN'],
  ])('is not written by %s', async (_who, viewer, code) => {
    expect((await write({}, viewer)).errors).toMatchObject([{ code }]);
  });
});

describe('diaries', () => {
  it('are read by the grid staff and officers of the place', async () => {
    for (const viewer of [gridWorker, colleague, officer, streetOfficer]) {
      const { totalCount, nodes } = await diariesOf(viewer);
      expect([totalCount, nodes.length, nodes[0].note]).toEqual([3, 3, NOTE]);
    }
  });

  it('are not there for anyone else, whichever way they ask', async () => {
    const id = await written();
    for (const viewer of [
      PUBLIC,
      resident,
      besides,
      officerElsewhere,
      viewerWith('ANALYST', '34', personId(63)),
      viewerWith('AUDITOR', '34', personId(64)),
      viewerWith('COMMUNITY_OFFICER', NEXT_COMMUNITY, personId(65)),
    ]) {
      expect(await diariesOf(viewer)).toEqual({ totalCount: 0, nodes: [] });
      const entity = await suite
        .as(viewer)
        .ask(
          `{ _entities(representations: [{ __typename: "DiaryEntry", id: "${id}" }, { __typename: "DiaryEntry", id: "x" }]) { ... on DiaryEntry { note } } }`,
        );
      expect([entity.data, entity.errors]).toEqual([{ _entities: [null, null] }, []]);
    }
  });

  it('are listed by what happened last, also while more are written', async () => {
    const grid = `${COMMUNITY}002`;
    await changesBy(suite.as(officer)).appointToGrid({ person: besides.person, territory: grid });
    const days = ['2026-11-03', '2026-11-05', '2026-11-04', '2026-11-02'];
    for (const day of days) await written({ grid, happenedAt: `${day}T02:00:00Z` }, besides);
    const page = async (after?: string) => {
      const cursor = after === undefined ? '' : `, after: "${after}"`;
      const answer = await suite
        .as(besides)
        .ask(
          `{ grid(code: "${grid}") { diaries(first: 2${cursor}) { nodes { happenedAt } pageInfo { endCursor hasNextPage } } } }`,
        );
      return answer.data.grid.diaries;
    };
    const first = await page();
    await written({ grid, happenedAt: '2026-11-06T02:00:00Z' }, besides);
    const second = await page(first.pageInfo.endCursor);
    const daysOf = ({ nodes }: { nodes: { happenedAt: string }[] }) =>
      nodes.map((node) => node.happenedAt.slice(0, 10));
    expect([daysOf(first), daysOf(second)]).toEqual([
      ['2026-11-05', '2026-11-04'],
      ['2026-11-03', '2026-11-02'],
    ]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  });
});

describe('a note', () => {
  it('is nowhere in the clear', async () => {
    const id = await written();
    const rows = await sql<{
      row: string;
    }>`select row_to_json(diary_entry)::text as row from diary_entry where id = ${id}`.execute(
      suite.worker.em.fork().getKysely(),
    );
    expect(rows.rows[0]?.row).not.toContain('王奶奶');
    expect(rows.rows[0]?.row).not.toContain(Buffer.from('王奶奶').toString('hex'));
  });

  it('of another is read with a line in the audit for each grid; a list without notes, and one’s own, are not', async () => {
    const id = await written();
    const before = (await readsInAudit()).length;
    await diariesOf(officer, GRID, 'nodes { id kind author { id } }');
    await suite
      .as(gridWorker)
      .ask(
        `{ _entities(representations: [{ __typename: "DiaryEntry", id: "${id}" }]) { ... on DiaryEntry { note } } }`,
      );
    expect(await readsInAudit()).toHaveLength(before);
    await diariesOf(officer);
    expect((await readsInAudit()).slice(before)).toEqual([{ person: officer.person, subject: GRID }]);
  });
});

describe('behind the service', () => {
  const of = (person: string, reads: string, writes = reads) => ({
    'linli.person': person,
    'linli.reads': reads,
    'linli.writes': writes,
  });
  const add = (settings: Record<string, string>) =>
    withSession(suite.database, settings, (em) =>
      sql`
        insert into diary_entry (id, grid, author, kind, happened_at, note, record_key)
        values (gen_random_uuid(), ${GRID}, ${post}::uuid, 'PATROL', now(), '\\x00', '\\x00')`.execute(em.getKysely()),
    );
  const count = async (settings: Record<string, string>) =>
    withSession(suite.database, settings, async (em) => {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from diary_entry`.execute(
        em.getKysely(),
      );
      return rows[0]?.count;
    });

  it('row policies show no diary without a territory around it, also where a session was before', async () => {
    expect(await count(of(WORKER, `${COMMUNITY}001`))).toBeGreaterThan(0);
    for (const reads of ['', NEXT_COMMUNITY, MICRO.replace(/1$/, '2'), '37', '%']) {
      expect(await count(of(WORKER, reads))).toBe(0);
    }
    const { rows } = await sql`select from diary_entry`.execute(suite.database.em.fork().getKysely());
    const owners = await sql`select from diary_entry`.execute(suite.owner.em.fork().getKysely());
    expect([rows.length, owners.rows.length]).toEqual([0, 0]);
  });

  it('nobody writes as another, or elsewhere, and nothing that was written changes', async () => {
    await expect(add(of(colleague.person as string, GRID))).rejects.toThrow('row-level security');
    await expect(add(of(WORKER, `${COMMUNITY}002`))).rejects.toThrow('row-level security');
    for (const change of [sql`update diary_entry set kind = 'MEETING'`, sql`delete from diary_entry`]) {
      await expect(
        withSession(suite.database, of(WORKER, GRID), (em) => change.execute(em.getKysely())),
      ).rejects.toThrow('permission denied');
    }
  });
});
