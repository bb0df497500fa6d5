import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { fixedClock } from '@linli/testkit/clock';
import {
  changesBy,
  COMMUNITY,
  gridSuite,
  NEXT_COMMUNITY,
  officer,
  rowsOf,
  streetOfficer,
  type GridSuite,
} from '../grid.suite.js';
import { BUILDINGS } from './building-import.js';
import { importLines } from './bulk-import.js';

const GRID = `${COMMUNITY}001`;
const CLOSED = `${COMMUNITY}002`;
const clock = fixedClock('2026-11-20T02:00:00.000Z');

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
  const { createGrid, createCompound } = changesBy(suite.as(streetOfficer));
  for (const input of [{}, {}, { community: NEXT_COMMUNITY }]) await createGrid(input);
  for (const name of ['天桥新村', '井湖村', '同名小区', '同名小区']) await createCompound({ name });
  await rowsOf(suite, sql`update grid set closed_on = '2026-11-20' where code = ${CLOSED}`);
});
beforeEach(() => rowsOf(suite, sql`delete from building`));
afterAll(() => suite.end());

const HEADINGS = ['网格', '小区', '楼号', '单元数', '层数', '户数', '纬度', '经度'];

/** A table with these rows below the headings, the first of them on line 2. */
const imported = (rows: readonly (readonly string[])[], { isDryRun = false, headings = HEADINGS } = {}) =>
  importLines(
    suite.owner,
    clock,
    BUILDINGS,
    [headings, ...rows].map((cells, at) => ({ line: at + 1, cells })),
    { file: 'buildings.csv', isDryRun },
  );
const faultsIn = async (...rows: readonly (readonly string[])[]) => (await imported(rows)).faults.first(100);

const buildings = () =>
  rowsOf(
    suite,
    sql`select number, compound.name as compound, entrances, floors, households, location[0] as longitude, building.version
      from building left join compound on compound.id = building.compound order by number, compound.name`,
  );
const told = () =>
  rowsOf(
    suite,
    sql<{
      id: string;
    }>`select aggregateid as id, aggregatetype, type, payload from outbox where type = 'BuildingsImported'`,
  );
const audited = () =>
  rowsOf(suite, sql`select subject_type, subject_id from audit_entry where operation = 'importBuildings'`);

const TWO = [
  [GRID, '天桥新村', '1号楼', '3', '6', '36', '30.945', '117.815'],
  [GRID, '', '2号楼'],
];

describe('an import of buildings', () => {
  it('takes in every row, with what is known of it, and tells of all in one event and one audit entry', async () => {
    const before = [await told(), await audited()].map((rows) => rows.length);
    expect(await imported(TWO)).toMatchObject({ rows: 2, added: 2, changed: 0 });
    expect(await buildings()).toEqual([
      {
        number: '1号楼',
        compound: '天桥新村',
        entrances: 3,
        floors: 6,
        households: 36,
        longitude: 117.815,
        version: 1,
      },
      { number: '2号楼', compound: null, entrances: 1, floors: null, households: null, longitude: null, version: 1 },
    ]);
    expect((await told()).length).toBe((before[0] ?? 0) + 1);
    expect((await told()).at(-1)).toEqual({
      id: '*',
      aggregatetype: 'building',
      type: 'BuildingsImported',
      payload: {},
    });
    expect((await audited()).length).toBe((before[1] ?? 0) + 1);
  });

  it('for the second time changes nothing and publishes nothing', async () => {
    await imported(TWO);
    const before = [await buildings(), await told()];
    expect(await imported(TWO)).toMatchObject({ rows: 2, added: 0, changed: 0 });
    expect([await buildings(), await told()]).toEqual(before);
  });

  it('changes only what differs, and leaves what a row does not say as it is', async () => {
    await imported(TWO);
    const changed = [[GRID, '天桥新村', '1号楼', '', '7'], TWO[1] ?? []];
    expect(await imported(changed)).toMatchObject({ added: 0, changed: 1 });
    expect((await buildings())[0]).toMatchObject({
      entrances: 3,
      floors: 7,
      households: 36,
      longitude: 117.815,
      version: 2,
    });
    expect((await buildings())[1]).toMatchObject({ version: 1 });
  });

  it('puts a building that is in no compound into the one that a row names', async () => {
    await imported([[GRID, '', '1号楼']]);
    expect(await imported([[GRID, '井湖村', '1号楼']])).toMatchObject({ added: 0, changed: 1 });
    expect(await buildings()).toMatchObject([{ compound: '井湖村' }]);
  });

  it('takes two compounds of a grid to have a building of the same number each', async () => {
    const both = ['天桥新村', '井湖村'].map((compound) => [GRID, compound, '1号楼']);
    expect(await imported(both)).toMatchObject({ added: 2 });
    expect(await imported(both)).toMatchObject({ added: 0, changed: 0 });
    expect(await faultsIn([GRID, '', '1号楼'])).toEqual([{ line: 2, column: 'number', reason: 'SEVERAL_BUILDINGS' }]);
  });

  it('knows English headings in any order', async () => {
    const headings = ['Number', 'households', 'GRID'];
    expect(await imported([['1号楼', '12', GRID]], { headings })).toMatchObject({ added: 1 });
    expect(await buildings()).toMatchObject([{ number: '1号楼', households: 12 }]);
  });

  it.each([
    ['no grid', ['', '', '1号楼'], 'grid', 'MISSING'],
    ['a grid that is no code', ['3.40705E+14', '', '1号楼'], 'grid', 'NOT_ACCEPTED'],
    ['a community for a grid', [COMMUNITY, '', '1号楼'], 'grid', 'NOT_ACCEPTED'],
    ['a grid that is not there', [`${COMMUNITY}099`, '', '1号楼'], 'grid', 'UNKNOWN_GRID'],
    ['a grid that is closed', [CLOSED, '', '1号楼'], 'grid', 'CLOSED_GRID'],
    ['a compound that is not there', [GRID, '不存在', '1号楼'], 'compound', 'UNKNOWN_COMPOUND'],
    ['a compound of another community', [`${NEXT_COMMUNITY}001`, '天桥新村', '1号楼'], 'compound', 'UNKNOWN_COMPOUND'],
    ['a name of two compounds', [GRID, '同名小区', '1号楼'], 'compound', 'SEVERAL_COMPOUNDS'],
    ['no number', [GRID], 'number', 'MISSING'],
    ['a number of over 100 characters', [GRID, '', '楼'.repeat(101)], 'number', 'NOT_ACCEPTED'],
    ['too many entrances', [GRID, '', '1号楼', '51'], 'entrances', 'NOT_ACCEPTED'],
    ['floors that are no number', [GRID, '', '1号楼', '', '六'], 'floors', 'NOT_ACCEPTED'],
    ['half a household', [GRID, '', '1号楼', '', '', '3.5'], 'households', 'NOT_ACCEPTED'],
    ['a latitude beyond the pole', [GRID, '', '1号楼', '', '', '', '91', '117'], 'latitude', 'NOT_ACCEPTED'],
    ['a longitude alone', [GRID, '', '1号楼', '', '', '', '', '117'], 'latitude', 'MISSING'],
    ['a cell too many', [GRID, '', '1号楼', '', '', '', '', '', '多'], null, 'BEYOND_HEADINGS'],
  ])('names a row with %s, and takes nothing in', async (_, row, column, reason) => {
    expect(await faultsIn(...TWO, row)).toEqual([{ line: 4, column, reason }]);
    expect(await buildings()).toEqual([]);
  });

  it('names every bad row at once, each with all that is wrong with it', async () => {
    const bad = [
      [GRID, '', '', '0'],
      [`${COMMUNITY}099`, '不存在', '1号楼'],
    ];
    expect(await faultsIn(...bad)).toEqual([
      { line: 2, column: 'number', reason: 'MISSING' },
      { line: 2, column: 'entrances', reason: 'NOT_ACCEPTED' },
      { line: 3, column: 'grid', reason: 'UNKNOWN_GRID' },
      { line: 3, column: 'compound', reason: 'UNKNOWN_COMPOUND' },
    ]);
  });

  it('names a row that says the same building as one above', async () => {
    const twice = { line: 4, column: 'number', reason: 'TWICE_IN_FILE', first: 3 };
    expect(await faultsIn(...TWO, [GRID, '', '2号楼', '2'])).toEqual([twice]);
    await imported([[GRID, '', '2号楼']]);
    expect(await faultsIn(...TWO, [GRID, '井湖村', '2号楼'])).toEqual([twice]);
  });

  it('that is tried out tells what it would do, and does none of it', async () => {
    const before = [await told(), await audited()];
    expect(await imported(TWO, { isDryRun: true })).toMatchObject({ rows: 2, added: 2, changed: 0 });
    expect([await told(), await audited()]).toEqual(before);
    expect(await buildings()).toEqual([]);
  });

  it('waits for another one, and then finds what that one took in', async () => {
    const both = await Promise.all([imported(TWO), imported(TWO)]);
    expect(new Set(both.map(({ added }) => added))).toEqual(new Set([0, 2]));
    expect(await buildings()).toHaveLength(2);
  });

  it.each([
    ['a heading that it does not know', ['网格', '楼号', '楼层'], 'IMPORT_HEADING_UNKNOWN'],
    ['a heading twice', ['网格', '楼号', 'grid'], 'IMPORT_HEADING_TWICE'],
    ['a heading missing', ['网格', '层数'], 'IMPORT_HEADING_MISSING'],
  ])('is refused with %s', async (_, headings, code) => {
    await expect(imported([], { headings })).rejects.toMatchObject({ code, facts: { file: 'buildings.csv' } });
  });

  it('is seen by the graph: the totals of the community count what came in', async () => {
    await imported(TWO);
    const { data } = await suite
      .as(officer)
      .ask(`{ area(code: "${COMMUNITY}") { gridCoverage { buildings households buildingsOfUnknownHouseholds } } }`);
    expect(data.area.gridCoverage).toEqual({ buildings: 2, households: 36, buildingsOfUnknownHouseholds: 1 });
  });
});
