import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import writeWorkbook from 'write-excel-file/node';
import { BUILDING_COLUMNS } from './building-row.js';
import { columnsHeaded } from './import-column.rules.js';
import { linesOfTable } from './table-file.js';
import { writeTemplate } from './template-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-table-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** 网格,楼号 and below it 一,二 as Excel writes them in China. */
const GB18030 = Buffer.from('cdf8b8f12cc2a5bac50d0ad2bb2cb6fe0d0a', 'hex');
const TEXT = '网格,楼号\r\n一,二\r\n';
const READ = [
  { line: 1, cells: ['网格', '楼号'] },
  { line: 2, cells: ['一', '二'] },
];

async function read(name: string, content: string | Buffer) {
  await writeFile(join(folder, name), content);
  return linesOfTable(join(folder, name));
}

describe('a table', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['GB18030', GB18030],
  ])('in %s is read as what it says', async (_, content) => {
    expect(await read('table.csv', content)).toEqual(READ);
  });

  it('keeps its line numbers beside empty lines and notes', async () => {
    expect(await read('table.csv', '网格,楼号\n\n# 说明,\n,\n一,"二\n三"\n四,五\n')).toEqual([
      READ[0],
      { line: 6, cells: ['一', '二\n三'] },
      { line: 7, cells: ['四', '五'] },
    ]);
  });

  it('of Excel is read by its first sheet, with numbers as they are written', async () => {
    const code = { value: '34070540200100101', type: String };
    await writeWorkbook([['网格', '楼号'], [], [code, 12]]).toFile(join(folder, 'table.xlsx'));
    expect(await linesOfTable(join(folder, 'table.xlsx'))).toEqual([
      READ[0],
      { line: 3, cells: ['34070540200100101', '12'] },
    ]);
  });

  it.each([
    ['no workbook', 'table.xlsx', 'PK', 'IMPORT_FILE_NOT_A_TABLE'],
    ['a quote that does not end', 'table.csv', '网格\n"一', 'IMPORT_FILE_NOT_A_TABLE'],
    ['neither encoding', 'table.csv', Buffer.from([0xff, 0xff, 0x20]), 'IMPORT_FILE_NOT_A_TABLE'],
    ['another kind', 'table.xls', '网格', 'IMPORT_FILE_KIND_UNKNOWN'],
  ])('that is %s is refused', async (_, name, content, code) => {
    await expect(read(name, content)).rejects.toMatchObject({ code, facts: { file: name } });
  });

  it('that is not there is refused', async () => {
    await expect(linesOfTable(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'IMPORT_FILE_UNREADABLE' });
  });
});

describe('a template', () => {
  it.each([
    ['buildings.csv', 'zh'],
    ['buildings.xlsx', 'zh'],
    ['english.csv', 'en'],
  ] as const)('in %s (%s) is a table with every column and no row, until it is filled in', async (name, language) => {
    await writeTemplate(join(folder, name), BUILDING_COLUMNS, language);
    const lines = await linesOfTable(join(folder, name));
    expect(lines).toHaveLength(1);
    expect(columnsHeaded(lines[0]?.cells ?? [], BUILDING_COLUMNS)).toEqual(BUILDING_COLUMNS.map(({ name }) => name));
  });

  it('is not written over a file that is there', async () => {
    const path = join(folder, 'there.csv');
    await writeFile(path, TEXT);
    await expect(writeTemplate(path, BUILDING_COLUMNS, 'zh')).rejects.toMatchObject({
      code: 'IMPORT_TEMPLATE_NOT_WRITTEN',
    });
    expect(await readFile(path, 'utf8')).toBe(TEXT);
  });
});
