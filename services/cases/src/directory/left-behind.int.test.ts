import { expect, it } from '@jest/globals';
import { suiteDatabase } from '@linli/testkit/database';
import { personId } from '@linli/testkit/viewers';
import { addStandardCategories } from '../category/category-seed.js';
import { migrateCases, migrations, openCasesDatabase } from '../orm.js';
import { gridDirectory } from './grid.writers.js';

const FOLLOWING = 'Migration20261122990000';
const COMMUNITY = '340705402001';
const [CLOSED, FIRST, SECOND] = ['001', '002', '003'].map((n) => COMMUNITY + n) as [string, string, string];
const BUILDING = personId(1001);
const [OF_BUILDING, OF_NONE, DONE] = [personId(1), personId(2), personId(3)];

it('cases that stayed in a grid that was closed before cases followed grids go to its successors when the lineage is read', async () => {
  const older = migrations.filter(({ name }) => name < FOLLOWING);
  const urls = await suiteDatabase('cases', older);
  const worker = openCasesDatabase(urls.workerUrl, 1);
  const run = (text: string): Promise<unknown[]> => worker.em.fork().execute(text);
  await addStandardCategories(worker);
  await run(`
    insert into directory_grid (code, name, community, kind, closed_on, version)
    values ('${CLOSED}', '网格', '${COMMUNITY}', 'RESIDENTIAL', '2026-11-01', 2),
      ('${FIRST}', '网格', '${COMMUNITY}', 'RESIDENTIAL', null, 1), ('${SECOND}', '网格', '${COMMUNITY}', 'RESIDENTIAL', null, 1);
    insert into directory_grid_lineage values ('${CLOSED}', '${FIRST}'), ('${CLOSED}', '${SECOND}');
    insert into directory_building (id, number, grid, community, version)
    values ('${BUILDING}', '1号楼', '${SECOND}', '${COMMUNITY}', 2)`);
  for (const [id, building, status] of [
    [OF_BUILDING, `'${BUILDING}'`, 'REPORTED'],
    [OF_NONE, 'null', 'REPORTED'],
    [DONE, 'null', 'CLOSED'],
  ] as const) {
    await run(`
      insert into "case" (id, number, title, category, private, channel, urgency, status, level, territory, building, anonymous,
        handlers, handler_ids, reported_at, respond_by, resolve_by)
      values ('${id}', '${id}', '路灯不亮', 'ENVIRONMENT.LITTER', false, 'PORTAL', 'NORMAL', '${status}', 'COMMUNITY', '${CLOSED}',
        ${building}, false, '[]', '{}', now(), now(), now())`);
  }
  await migrateCases(urls.ownerUrl);
  const lineage = gridDirectory.find(({ kind }) => kind === 'gridLineage');
  expect(await lineage?.isEmpty(worker.em.fork())).toBe(true);
  const news = { key: CLOSED, version: 1, payload: { grid: CLOSED, successors: [FIRST, SECOND] } };
  await worker.em.fork().transactional(async (em) => lineage?.apply(em, [news]));
  expect(await run('select id, territory from "case" order by id')).toEqual([
    { id: OF_BUILDING, territory: SECOND },
    { id: OF_NONE, territory: FIRST },
    { id: DONE, territory: CLOSED },
  ]);
  await worker.close(true);
  await urls.drop();
});
