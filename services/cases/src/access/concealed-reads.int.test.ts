import { expect, it } from '@jest/globals';
import { suiteDatabase } from '@linli/testkit/database';
import { personId } from '@linli/testkit/viewers';
import { addStandardCategories } from '../category/category-seed.js';
import { migrateCases, migrations, openCasesDatabase } from '../orm.js';

const CONCEALING = 'Migration20261122970000';
const [ANONYMOUS, NAMED] = [personId(1), personId(2)];

it('reads from before reads were concealed are concealed too, and all are told anew', async () => {
  const older = migrations.filter(({ name }) => name < CONCEALING);
  const urls = await suiteDatabase('cases', older);
  const worker = openCasesDatabase(urls.workerUrl, 1);
  const run = (text: string): Promise<unknown[]> => worker.em.fork().execute(text);
  await addStandardCategories(worker);
  for (const [id, anonymous] of [
    [ANONYMOUS, true],
    [NAMED, false],
  ] as const) {
    await run(`
      insert into "case" (id, number, title, category, private, channel, urgency, status, level, territory, reporter, anonymous,
        handlers, handler_ids, reported_at, respond_by, resolve_by)
      values ('${id}', '${id}', '路灯不亮', 'ENVIRONMENT.LITTER', false, 'PORTAL', 'NORMAL', 'REPORTED', 'COMMUNITY', '340705402001',
        '${personId(6)}', ${anonymous}, '[]', '{}', now(), now(), now())`);
    await run(`
      insert into access_record (id, at, person, territory, reader, reader_role, purpose, fields, case_id, request_id)
      values ('${id}', now(), '${personId(6)}', '340705402001', '${personId(7)}', 'HANDLER', 'CASE_HANDLING', '{x}', '${id}', 'r')`);
  }
  await migrateCases(urls.ownerUrl);
  expect(await run('select id, concealed from access_record order by id')).toEqual([
    { id: ANONYMOUS, concealed: true },
    { id: NAMED, concealed: false },
  ]);
  expect(await run('select aggregatetype, aggregateid from outbox')).toEqual([
    { aggregatetype: 'accessRecord', aggregateid: '*' },
  ]);
  await worker.close(true);
  await urls.drop();
});
