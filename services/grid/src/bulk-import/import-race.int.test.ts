import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { fixedClock } from '@linli/testkit/clock';
import { personId } from '@linli/testkit/viewers';
import { changesBy, COMMUNITY, gridSuite, rowsOf, streetOfficer, type GridSuite } from '../grid.suite.js';
import { BUILDINGS } from './building-import.js';
import { importLines } from './bulk-import.js';
import type { ImportKind } from './import-kind.js';
import { POSTS } from './post-import.js';

const GRID = `${COMMUNITY}001`;
const clock = fixedClock('2026-11-20T02:00:00.000Z');

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
  await changesBy(suite.as(streetOfficer)).createGrid();
});
afterAll(() => suite.end());

const imported = (kind: ImportKind, headings: readonly string[], row: readonly string[]) =>
  importLines(
    suite.owner,
    clock,
    kind,
    [headings, row].map((cells, at) => ({ line: at + 1, cells })),
    { file: 'race.csv' },
  );
const create = (number: string) => changesBy(suite.as(streetOfficer)).createBuilding({ grid: GRID, number });
const buildingsOf = (number: string) =>
  rowsOf(suite, sql`select from building where grid = ${GRID} and number = ${number}`);

/** Whatever a change does before somebody else's transaction ends. */
async function during<T>(statement: string, waiting: number, work: () => Promise<T>): Promise<T> {
  const em = suite.owner.em.fork();
  await em.begin();
  await em.execute(statement);
  const done = work();
  await untilWaiting(waiting);
  await em.commit();
  return done;
}

async function untilWaiting(transactions: number): Promise<void> {
  const waiting = sql`
    select from pg_locks join pg_stat_activity using (pid) where datname = current_database() and not granted`;
  while ((await rowsOf(suite, waiting)).length < transactions);
}

it('a leader who is appointed while an import runs is found by it, and the row is named', async () => {
  const appoint = `
    insert into grid_post (id, role, territory, grid, starts_on)
    values (gen_random_uuid(), 'GRID_LEADER', '${GRID}', '${GRID}', '2026-01-01')`;
  const { added, faults } = await during(appoint, 1, () =>
    imported(POSTS, ['人员', '角色', '区域', '任期开始'], [personId(100), '网格长', GRID, '2026-02-01']),
  );
  expect(added).toBe(0);
  expect(faults.first(5)).toEqual([{ line: 2, column: 'territory', reason: 'LEADER_TAKEN' }]);
});

it('a building that is entered while an import enters it waits, and is refused', async () => {
  const lockGrid = `select from grid where code = '${GRID}' for update`;
  const [taken, created] = await during(lockGrid, 2, async () => {
    const importing = imported(BUILDINGS, ['网格', '楼号'], [GRID, '7号楼']);
    await untilWaiting(1);
    return Promise.all([importing, create('7号楼')]);
  });
  expect(taken).toMatchObject({ added: 1 });
  expect(created.errors).toMatchObject([
    { code: 'BUILDING_JUST_IMPORTED', extensions: { grid: GRID, number: '7号楼', path: 'input.number' } },
  ]);
  expect(await buildingsOf('7号楼')).toHaveLength(1);
  expect((await create('7号楼')).errors).toEqual([]);
});

it('an import finds the building that is being entered when it begins', async () => {
  const lockGrid = `select from grid where code = '${GRID}' for update`;
  const [created, taken] = await during(lockGrid, 2, async () => {
    const creating = create('8号楼');
    await untilWaiting(1);
    return Promise.all([creating, imported(BUILDINGS, ['网格', '楼号', '户数'], [GRID, '8号楼', '36'])]);
  });
  expect(created.errors).toEqual([]);
  expect(taken).toMatchObject({ added: 0, changed: 1 });
  expect(await buildingsOf('8号楼')).toHaveLength(1);
});
