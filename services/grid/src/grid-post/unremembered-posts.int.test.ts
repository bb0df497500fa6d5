import { expect, it } from '@jest/globals';
import { newId } from '@linli/persistence/columns';
import { suiteDatabase } from '@linli/testkit/database';
import { migrateGrid, migrations, openGridDatabase } from '../orm.js';

const FIRST_NOT_RUN = 'Migration20261122990000';
const COMMUNITY = '340705402001';
const [KEPT, CLOSED, SUCCESSOR] = [`${COMMUNITY}001`, `${COMMUNITY}002`, `${COMMUNITY}003`] as const;
const [PARTED, WHOLE, GONE_OVER] = [`${CLOSED}01`, `${CLOSED}02`, `${SUCCESSOR}01`] as const;
const [STAYED, MOVED, TO_COME] = [newId(), newId(), newId()];
const BUILDING = newId();

it('posts and plans from before posts were remembered are told as far as they are known', async () => {
  const older = migrations.filter(({ name }) => name < FIRST_NOT_RUN);
  const urls = await suiteDatabase('grid', older);
  const owner = openGridDatabase(urls.ownerUrl);
  const run = (text: string): Promise<unknown[]> => owner.em.fork().execute(text);
  await run(`insert into area (code, name, version) values ('${COMMUNITY}', '天井湖社区', 1)`);
  await run(`
    insert into grid (code, community, parent, name, kind, themes, opened_on, closed_on) values
      ('${KEPT}', '${COMMUNITY}', null, '一', 'RESIDENTIAL', '{}', '2026-01-01', null),
      ('${CLOSED}', '${COMMUNITY}', null, '二', 'RESIDENTIAL', '{}', '2026-01-01', '2026-10-01'),
      ('${SUCCESSOR}', '${COMMUNITY}', null, '三', 'RESIDENTIAL', '{}', '2026-10-01', null),
      ('${PARTED}', '${COMMUNITY}', '${CLOSED}', '东', 'MICRO', '{}', '2026-01-01', '2026-10-01'),
      ('${WHOLE}', '${COMMUNITY}', '${CLOSED}', '西', 'MICRO', '{}', '2026-01-01', '2026-10-01'),
      ('${GONE_OVER}', '${COMMUNITY}', '${SUCCESSOR}', '西', 'MICRO', '{}', '2026-10-01', null)`);
  await run(`insert into grid_lineage values ('${CLOSED}', '${SUCCESSOR}'), ('${WHOLE}', '${GONE_OVER}')`);
  await run(`insert into building (id, grid, number, entrances) values ('${BUILDING}', '${SUCCESSOR}', '1号楼', 1)`);
  await run(`truncate building_history`);
  await run(`
    insert into building_history (building, grid, since, until) values
      ('${BUILDING}', '${PARTED}', '2026-01-01', '2026-10-01'), ('${BUILDING}', '${SUCCESSOR}', '2026-10-01', null)`);
  await run(`
    insert into grid_post (id, role, territory, grid, starts_on) values
      ('${STAYED}', 'GRID_WORKER', '${KEPT}', '${KEPT}', '2025-06-01'),
      ('${MOVED}', 'GRID_WORKER', '${SUCCESSOR}', '${SUCCESSOR}', '2026-01-01'),
      ('${TO_COME}', 'GRID_WORKER', '${SUCCESSOR}', '${SUCCESSOR}', '2027-01-01')`);
  await migrateGrid(urls.ownerUrl);
  expect(await run('select post, territory, since::text, until from grid_post_history order by post')).toEqual([
    { post: STAYED, territory: KEPT, since: '2025-06-01', until: null },
    { post: MOVED, territory: SUCCESSOR, since: '2026-10-01', until: null },
    { post: TO_COME, territory: SUCCESSOR, since: '2027-01-01', until: null },
  ]);
  expect(await run(`select successor from grid_lineage where predecessor = '${PARTED}'`)).toEqual([
    { successor: SUCCESSOR },
  ]);
  expect(await run('select type, aggregatetype, aggregateid, payload from outbox')).toEqual([
    {
      type: 'GridSucceeded',
      aggregatetype: 'gridLineage',
      aggregateid: PARTED,
      payload: { grid: PARTED, successors: [SUCCESSOR] },
    },
  ]);
  await owner.close(true);
  await urls.drop();
});
