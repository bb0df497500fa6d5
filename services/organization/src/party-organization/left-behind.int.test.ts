import { expect, it } from '@jest/globals';
import { suiteDatabase } from '@linli/testkit/database';
import { personId } from '@linli/testkit/viewers';
import { gridDirectory } from '../directory/grid.writers.js';
import { migrateOrganization, migrations, openOrganizationDatabase } from '../orm.js';

const FOLLOWING = 'Migration20261122990000';
const COMMUNITY = '340705402001';
const [CLOSED, FIRST, SECOND] = ['001', '002', '003'].map((n) => COMMUNITY + n) as [string, string, string];
const BRANCH = personId(3001);

it('a branch that stayed with a grid that was closed before coverage followed grids covers its successors since that day', async () => {
  const urls = await suiteDatabase(
    'organization',
    migrations.filter(({ name }) => name < FOLLOWING),
  );
  const worker = openOrganizationDatabase(urls.workerUrl, 1);
  const run = (text: string): Promise<unknown[]> => worker.em.fork().execute(text);
  await run(`
    insert into directory_grid (code, community, closed_on, version)
    values ('${CLOSED}', '${COMMUNITY}', '2026-11-01', 2), ('${FIRST}', '${COMMUNITY}', null, 1), ('${SECOND}', '${COMMUNITY}', null, 1);
    insert into directory_grid_lineage values ('${CLOSED}', '${FIRST}'), ('${CLOSED}', '${SECOND}');
    insert into party_organization (id, name, level, kind, path, area)
    values ('${BRANCH}', '第一党支部', 'BRANCH', 'TERRITORIAL', '${BRANCH}', '${COMMUNITY}');
    insert into organization_grid (organization, grid, starts_on) values ('${BRANCH}', '${CLOSED}', '2026-01-01')`);
  await migrateOrganization(urls.ownerUrl);
  const lineage = gridDirectory.find(({ kind }) => kind === 'gridLineage');
  expect(await lineage?.isEmpty(worker.em.fork())).toBe(true);
  const news = { key: CLOSED, version: 1, payload: { grid: CLOSED, successors: [FIRST, SECOND] } };
  await worker.em.fork().transactional(async (em) => lineage?.apply(em, [news]));
  expect(await run('select grid, starts_on::text, ends_on::text from organization_grid order by grid')).toEqual([
    { grid: CLOSED, starts_on: '2026-01-01', ends_on: '2026-10-31' },
    { grid: FIRST, starts_on: '2026-11-01', ends_on: null },
    { grid: SECOND, starts_on: '2026-11-01', ends_on: null },
  ]);
  await worker.close(true);
  await urls.drop();
});
