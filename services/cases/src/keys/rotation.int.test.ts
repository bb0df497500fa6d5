import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { newId } from '@linli/persistence/columns';
import { Envelope, type OuterKey } from '@linli/persistence/envelope';
import { countingStatements } from '@linli/persistence/statements';
import { casesSuite, type CasesSuite } from '../cases.suite.js';
import { movesIn, rowsOf } from '../case/case-moves.suite.js';
import { rotateKeys } from './rotation.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const { reported, assigned } = movesIn(() => suite);
/** The first is that of the suite. */
const [older, newer]: [OuterKey, OuterKey] = [
  { version: 1, key: Buffer.alloc(32, 7) },
  { version: 2, key: Buffer.alloc(32, 8) },
];
const rotated = () =>
  rotateKeys({ database: suite.worker, envelope: new Envelope(newer, [older]), version: newer.version });

it('a rotation takes every case with a text over once, and the newest key alone opens them', async () => {
  const ids = [await reported(), await reported(), await assigned()];
  await suite.worker.em
    .fork()
    .execute(`update "case" set record_key = null, description = null where id = '${ids[0]}'`);
  expect([await rotated(), await rotated()]).toEqual([2, 0]);
  const alone = new Envelope(newer);
  const cases = await rowsOf(
    suite,
    sql<{ id: string; description: Buffer; key: Buffer }>`
      select id, description, record_key as key from "case" where record_key is not null order by id`,
  );
  const opened = cases.map(({ id, description, key }) =>
    alone.open(alone.recordKey(id, key), { table: 'case', id, field: 'description' }, description),
  );
  expect(opened).toEqual(Array(2).fill('已经堆了两天，请来电 13800138000。'));
});

it('more cases than one batch holds are taken over in one go, and passed by in batches the next time', async () => {
  const envelope = new Envelope(older);
  const many = Array.from({ length: 1_001 }, () => newId()).map((id) => ({
    id,
    key: envelope.newRecordKey(id).wrapped.toString('hex'),
  }));
  const known = await reported();
  await rowsOf(
    suite,
    sql`insert into "case" (id, number, title, category, private, channel, urgency, status, level, territory, anonymous,
        handlers, handler_ids, reported_at, respond_by, resolve_by, record_key)
      select made.id, made.id::text, title, category, private, channel, urgency, status, level, territory, anonymous,
        handlers, handler_ids, reported_at, respond_by, resolve_by, decode(made.key, 'hex')
      from "case" c, jsonb_to_recordset(${JSON.stringify(many)}::jsonb) as made (id uuid, key text) where c.id = ${known}`,
  );
  expect([await rotated(), await rotated()]).toEqual([1_002, 0]);
  // Of the second time three batches with nothing to take over, five statements each, and three that find no more.
  expect(await countingStatements(rotated)).toEqual({ result: 0, statements: 18 });
});
