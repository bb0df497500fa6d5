import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { fixedClock } from '@linli/testkit/clock';
import { changesBy, COMMUNITY, gridSuite, officer, rowsOf, streetOfficer, type GridSuite } from '../grid.suite.js';
import { importLines } from './bulk-import.js';
import { LEDGERS } from './ledger-import.js';

const GRID = `${COMMUNITY}001`;
const CLOSED = `${COMMUNITY}002`;
const clock = fixedClock('2026-11-20T02:00:00.000Z');

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
  const { createGrid } = changesBy(suite.as(streetOfficer));
  for (const input of [{}, {}]) await createGrid(input);
  await rowsOf(suite, sql`update grid set closed_on = '2026-11-20' where code = ${CLOSED}`);
});
beforeEach(() => rowsOf(suite, sql`truncate ledger_entry, ledger_figure`));
afterAll(() => suite.end());

const HEADINGS = ['区域', '类别', '口径', '数目', '日期'];

const imported = (rows: readonly (readonly string[])[], { isDryRun = false } = {}) =>
  importLines(
    suite.owner,
    clock,
    LEDGERS,
    [HEADINGS, ...rows].map((cells, at) => ({ line: at + 1, cells })),
    { file: 'ledgers.csv', isDryRun },
  );
const entries = () =>
  rowsOf(suite, sql`select category, count, qualifier, as_of::text as day from ledger_entry order by id`);
const ledgerOf = async (code: string) => {
  const { data } = await suite
    .as(officer)
    .ask(`{ grid(code: "${code}") { ledger { category count qualifier asOf } } }`);
  return data.grid.ledger;
};

const ROWS = [
  [GRID, '户数', '至少', '4900', '2026-01-31'],
  [GRID, '户数', '', '5000', '2026-06-30'],
  [GRID, 'VETERANS', 'withheld', '', '2026-01-31'],
];

describe('an import of ledgers', () => {
  it('enters every count, of several days too, and the newest of a category counts', async () => {
    expect(await imported(ROWS)).toMatchObject({ rows: 3, added: 3, changed: 0 });
    expect(await ledgerOf(GRID)).toEqual([
      { category: 'HOUSEHOLDS', count: 5000, qualifier: 'EXACT', asOf: '2026-06-30' },
      { category: 'VETERANS', count: null, qualifier: 'WITHHELD', asOf: '2026-01-31' },
    ]);
  });

  it('for the second time enters nothing', async () => {
    await imported(ROWS);
    const before = await entries();
    expect(await imported(ROWS)).toMatchObject({ rows: 3, added: 0, changed: 0 });
    expect(await entries()).toEqual(before);
  });

  it('enters what differs after what was entered for the day, and overwrites nothing', async () => {
    await imported(ROWS);
    expect(await imported([[GRID, '户数', '', '5001', '2026-06-30']])).toMatchObject({ added: 0, changed: 1 });
    expect(await entries()).toHaveLength(4);
    expect((await ledgerOf(GRID))[0]).toMatchObject({ count: 5001 });
  });

  it('that is tried out enters nothing', async () => {
    expect(await imported(ROWS, { isDryRun: true })).toMatchObject({ added: 3 });
    expect(await entries()).toEqual([]);
  });

  it.each([
    ['no territory', ['', '户数', '', '1', '2026-01-31'], 'territory', 'MISSING'],
    ['an area that is not there', ['340705402099', '户数', '', '1', '2026-01-31'], 'territory', 'UNKNOWN_AREA'],
    ['a grid that is not there', [`${COMMUNITY}099`, '户数', '', '1', '2026-01-31'], 'territory', 'UNKNOWN_GRID'],
    ['a grid that is closed', [CLOSED, '户数', '', '1', '2026-01-31'], 'territory', 'CLOSED_GRID'],
    ['a category that is none', [GRID, '户籍', '', '1', '2026-01-31'], 'category', 'NOT_ACCEPTED'],
    ['a qualifier that is none', [GRID, '户数', '大概', '1', '2026-01-31'], 'qualifier', 'NOT_ACCEPTED'],
    ['no count', [GRID, '户数', '', '', '2026-01-31'], 'count', 'MISSING'],
    ['a count of what is withheld', [GRID, '户数', '不公开', '0', '2026-01-31'], 'count', 'NOT_ACCEPTED'],
    ['a count that is none', [GRID, '户数', '', '许多', '2026-01-31'], 'count', 'NOT_ACCEPTED'],
    ['a count beyond a province', [GRID, '户数', '', '200000001', '2026-01-31'], 'count', 'NOT_ACCEPTED'],
    ['a day that is none', [GRID, '户数', '', '1', '2026-02-30'], 'asOf', 'NOT_ACCEPTED'],
    ['a day to come', [GRID, '户数', '', '1', '2026-11-21'], 'asOf', 'NOT_ACCEPTED'],
  ])('names a row with %s, and enters nothing', async (_, row, column, reason) => {
    const { faults } = await imported([...ROWS, row]);
    expect(faults.first(100)).toEqual([{ line: 5, column, reason }]);
    expect(await entries()).toEqual([]);
  });

  it('names a row that counts the same on the same day as one above', async () => {
    const { faults } = await imported([...ROWS, [GRID, '退役军人', '', '12', '2026-01-31']]);
    expect(faults.first(100)).toEqual([{ line: 5, column: 'category', reason: 'TWICE_IN_FILE', first: 4 }]);
  });
});
