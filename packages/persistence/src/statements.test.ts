import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { personId } from '@linli/testkit/viewers';
import { assertAnswers, openDatabase, type Database } from './database.js';
import { garden, rowsOf, type Garden } from './persistence.suite.js';
import { withSession } from './session-context.js';
import { countingStatements, recordingStatements, type StatementRecord } from './statements.js';

let suite: Garden;
let single: Database;
beforeAll(async () => {
  suite = await garden();
  single = openDatabase({ url: suite.appUrl, entities: [], connections: 1 });
  await assertAnswers(single);
});
afterAll(async () => {
  await single.close(true);
  await suite.end();
});

async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const record: StatementRecord = { statements: [] };
  await recordingStatements(record, work);
  return record.statements;
}

it('a read outside a session is one statement', async () => {
  expect(await statementsOf(() => rowsOf(single, 'select name from bed'))).toEqual(['select name from bed']);
});

it('a statement of the query builder is recorded with its placeholders, never its values', async () => {
  const statements = await statementsOf(() =>
    sql`select name from bed where name = ${'13800138000'}`.execute(single.em.fork().getKysely()),
  );
  expect(statements).toEqual(['select name from bed where name = $1']);
});

it('a session is recorded with its beginning, its settings and its end', async () => {
  const statements = await statementsOf(() =>
    withSession(single, { 'linli.person': personId(1) }, (em) => em.execute('select text from letter')),
  );
  expect(statements).toEqual([
    expect.stringMatching(/^begin/i),
    expect.stringContaining('set_config'),
    'select text from letter',
    expect.stringMatching(/^commit/i),
  ]);
});

it('each record holds its own statements, also where two share a connection at the same time', async () => {
  const [beds, visits] = await Promise.all([
    statementsOf(() => rowsOf(single, 'select name from bed')),
    statementsOf(() => rowsOf(single, 'select name from visit')),
  ]);
  expect([beds, visits]).toEqual([['select name from bed'], ['select name from visit']]);
});

it('outside a record nothing is kept', async () => {
  const record: StatementRecord = { statements: [] };
  await recordingStatements(record, async () => undefined);
  await rowsOf(single, 'select name from bed');
  expect(record.statements).toEqual([]);
});

it('what was sent is counted', async () => {
  const { result, statements } = await countingStatements(() => rowsOf(single, 'select 7 as n'));
  expect({ result, statements }).toEqual({ result: [{ n: 7 }], statements: 1 });
});

it('a database that is away is told by throwing', async () => {
  const away = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/nowhere', entities: [] });
  await expect(assertAnswers(away)).rejects.toThrow('ECONNREFUSED');
  await away.close(true);
});
