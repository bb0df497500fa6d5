import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { fixedClock } from '@linli/testkit/clock';
import { personId } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  gridSuite,
  known,
  officer,
  rowsOf,
  streetOfficer,
  type GridSuite,
} from '../grid.suite.js';
import { importLines } from './bulk-import.js';
import { POSTS } from './post-import.js';

const GRID = `${COMMUNITY}001`;
const ERASED = personId(150);
const [LEADER, CHIEF] = [personId(100), personId(101)] as const;
const clock = fixedClock('2026-11-20T02:00:00.000Z');

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
  const { createGrid, createBuilding } = changesBy(suite.as(streetOfficer));
  await createGrid();
  for (const number of ['1号楼', '2号楼', '2号楼']) await createBuilding({ number, entrances: 3 });
  await known(suite.worker, [ERASED], { erased: true, version: 2 });
});
beforeEach(async () => {
  await rowsOf(suite, sql`truncate grid_post cascade`);
});
afterAll(() => suite.end());

const HEADINGS = ['人员', '角色', '区域', '任期开始', '楼号', '单元', '部门', '单位'];

const imported = (rows: readonly (readonly string[])[], { isDryRun = false } = {}) =>
  importLines(
    suite.owner,
    clock,
    POSTS,
    [HEADINGS, ...rows].map((cells, at) => ({ line: at + 1, cells })),
    { file: 'posts.csv', isDryRun },
  );
const posts = async (on = '2026-11-20') => {
  const { data } = await suite
    .as(officer)
    .ask(
      `{ grid(code: "${GRID}") { posts(on: "${on}") { role startsOn entrance building { number } person { id } } } }`,
    );
  return data.grid.posts;
};

const ROWS = [
  [LEADER, '网格长', GRID, '2026-01-01'],
  [CHIEF, 'building_chief', GRID, '2026-02-01', '1号楼'],
];

describe('an import of posts', () => {
  it('fills every post, and puts none up', async () => {
    expect(await imported(ROWS)).toMatchObject({ rows: 2, added: 2, changed: 0 });
    expect(await posts()).toEqual([
      { role: 'GRID_LEADER', startsOn: '2026-01-01', entrance: null, building: null, person: { id: LEADER } },
      {
        role: 'BUILDING_CHIEF',
        startsOn: '2026-02-01',
        entrance: null,
        building: { number: '1号楼' },
        person: { id: CHIEF },
      },
    ]);
    expect(await rowsOf(suite, sql`select from grid_post where publicised_on is not null`)).toEqual([]);
    const told = await rowsOf(suite, sql`select aggregateid, payload from outbox where type = 'GridPostsImported'`);
    expect(told).toEqual([{ aggregateid: '*', payload: {} }]);
  });

  it('fills each from its first day', async () => {
    await imported(ROWS);
    const counts = await Promise.all(['2025-12-31', '2026-01-01', '2026-02-01'].map((day) => posts(day)));
    expect(counts.map(({ length }) => length)).toEqual([0, 1, 2]);
  });

  it('lets a leader in where another was called off', async () => {
    await rowsOf(
      suite,
      sql`insert into grid_post (id, role, territory, grid, starts_on, ends_on)
        values (gen_random_uuid(), 'GRID_LEADER', ${GRID}, ${GRID}, '2026-12-10', '2026-12-09')`,
    );
    expect(await imported(ROWS)).toMatchObject({ added: 2 });
  });

  it('for the second time fills none, not even one that has ended since', async () => {
    await imported(ROWS);
    await rowsOf(suite, sql`update grid_post set ends_on = '2026-11-01' where role = 'BUILDING_CHIEF'`);
    expect(await imported(ROWS)).toMatchObject({ rows: 2, added: 0, changed: 0 });
  });

  it('that is tried out fills none', async () => {
    expect(await imported(ROWS, { isDryRun: true })).toMatchObject({ added: 2 });
    expect(await posts()).toEqual([]);
  });

  it.each([
    ['a name for a person', ['王芳', '网格员', GRID, '2026-01-01'], 'person', 'NOT_ACCEPTED'],
    ['a person who is not known', [personId(999), '网格员', GRID, '2026-01-01'], 'person', 'UNKNOWN_PERSON'],
    ['a person who is erased', [ERASED, '网格员', GRID, '2026-01-01'], 'person', 'UNKNOWN_PERSON'],
    ['a role that is none', [LEADER, '楼长', GRID, '2026-01-01'], 'role', 'NOT_ACCEPTED'],
    ['a worker of a community', [LEADER, '网格员', COMMUNITY, '2026-01-01'], 'territory', 'NOT_ACCEPTED'],
    ['a grid that is not there', [LEADER, '网格员', `${COMMUNITY}099`, '2026-01-01'], 'territory', 'UNKNOWN_GRID'],
    ['no first day', [LEADER, '网格员', GRID], 'startsOn', 'MISSING'],
    ['a chief of no building', [LEADER, '楼栋长', GRID, '2026-01-01'], 'building', 'MISSING'],
    ['a building that is not there', [LEADER, '楼栋长', GRID, '2026-01-01', '9号楼'], 'building', 'UNKNOWN_BUILDING'],
    ['a number of two buildings', [LEADER, '楼栋长', GRID, '2026-01-01', '2号楼'], 'building', 'SEVERAL_BUILDINGS'],
    ['an entrance too many', [LEADER, '单元长', GRID, '2026-01-01', '1号楼', '4'], 'entrance', 'NOT_ACCEPTED'],
    ['a coordinator of no department', [LEADER, '网格协管员', GRID, '2026-01-01'], 'department', 'MISSING'],
    [
      'a unit that is not known',
      [LEADER, '网格联络员', GRID, '2026-01-01', '', '', '', personId(9)],
      'unit',
      'UNKNOWN_UNIT',
    ],
    ['a post that starts on another day', [CHIEF, '楼栋长', GRID, '2026-03-01', '1号楼'], 'startsOn', 'HELD_ALREADY'],
    ['a second leader', [CHIEF, '网格长', GRID, '2026-03-01'], 'territory', 'LEADER_TAKEN'],
  ])('names a row with %s, and fills none', async (_, row, column, reason) => {
    await imported(ROWS);
    const { faults, added } = await imported([[personId(102), '网格员', GRID, '2026-01-01'], row]);
    expect(faults.first(100)).toEqual([{ line: 3, column, reason }]);
    expect(added).toBe(0);
    expect(await posts()).toHaveLength(2);
  });

  it('names a row that fills the same post as one above', async () => {
    const { faults } = await imported([...ROWS, [CHIEF, '网格长', GRID, '2026-01-01'], ROWS[1] ?? []]);
    expect(faults.first(100)).toEqual([
      { line: 4, column: 'person', reason: 'TWICE_IN_FILE', first: 2 },
      { line: 5, column: 'person', reason: 'TWICE_IN_FILE', first: 3 },
    ]);
  });
});
