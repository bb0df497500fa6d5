import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { newId } from '@linli/persistence/columns';
import { Envelope, type OuterKey } from '@linli/persistence/envelope';
import { placeOfNote } from '../diary/diary.entity.js';
import { changesBy, COMMUNITY, gridSuite, gridWorker, officer, type GridSuite } from '../grid.suite.js';
import { rotateKeys } from './rotation.js';

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
  const change = changesBy(suite.as(officer));
  await change.createGrid();
  await change.appointToGrid({ person: gridWorker.person });
});
afterAll(() => suite.end());

/** The first is that of the suite. */
const [older, newer]: [OuterKey, OuterKey] = [
  { version: 1, key: Buffer.alloc(32, 7) },
  { version: 2, key: Buffer.alloc(32, 8) },
];
const rotated = () =>
  rotateKeys({ database: suite.worker, envelope: new Envelope(newer, [older]), version: newer.version });
const write = (note: string) =>
  suite
    .as(gridWorker)
    .ask(
      `mutation ($note: String!) { writeDiary(input: { grid: "${COMMUNITY}001", kind: PATROL, happenedAt: "2026-11-20T00:00:00Z", note: $note }) { id } }`,
      { note },
    );
const workerReads = async <Row>(query: ReturnType<typeof sql<Row>>) =>
  (await query.execute(suite.worker.em.fork().getKysely())).rows;

it('a rotation takes every diary over once, and the newest key alone opens their notes', async () => {
  await write('灯坏了');
  await write('灯修好了');
  expect([await rotated(), await rotated()]).toEqual([2, 0]);
  const alone = new Envelope(newer);
  const diaries = await workerReads(
    sql<{ id: string; note: Buffer; key: Buffer }>`select id, note, record_key as key from diary_entry order by id`,
  );
  const opened = diaries.map(({ id, note, key }) => alone.open(alone.recordKey(id, key), placeOfNote(id), note));
  expect(opened).toEqual(['灯坏了', '灯修好了']);
});

it('more diaries than one batch holds are taken over in one go', async () => {
  const envelope = new Envelope(older);
  const many = Array.from({ length: 501 }, () => newId()).map((id) => ({
    id,
    key: envelope.newRecordKey(id).wrapped.toString('hex'),
  }));
  await workerReads(sql`
    insert into diary_entry (id, grid, author, kind, happened_at, note, record_key)
    select made.id, grid, author, kind, happened_at, note, decode(made.key, 'hex')
    from (select * from diary_entry limit 1) as known, jsonb_to_recordset(${JSON.stringify(many)}::jsonb) as made (id uuid, key text)`);
  expect([await rotated(), await rotated()]).toEqual([501, 0]);
});
