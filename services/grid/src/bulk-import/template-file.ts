import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import writeWorkbook from 'write-excel-file/node';
import type { Language } from '@linli/domain/refusal';
import { BulkImportErrors } from './bulk-import.errors.js';
import type { ImportColumn } from './import-column.rules.js';

/** Characters that a column of the workbook is wide. */
const WIDTH = 22;

/**
 * Writes a table to be filled in: headings, a line of notes and an example, both of which the import passes over. An existing file
 * stays as it is. A workbook's cells are text, so that Excel leaves codes as they are typed.
 */
export async function writeTemplate(path: string, columns: readonly ImportColumn[], language: Language): Promise<void> {
  const file = basename(path);
  const lines = templateLines(columns, language);
  try {
    await writeFile(path, await contentFor(extname(path).toLowerCase(), lines, file), { flag: 'wx' });
  } catch (error) {
    if ((error as { syscall?: unknown }).syscall === undefined) throw error;
    throw BulkImportErrors.cannotWrite({ file });
  }
}

function templateLines(columns: readonly ImportColumn[], language: Language): string[][] {
  const needed = { zh: '必填：', en: 'needed: ' }[language];
  const notes = columns.map(({ isNeeded, holds }) => (isNeeded ? needed : '') + holds[language]);
  const noted = (cells: readonly string[]) => cells.map((cell, at) => (at === 0 ? `# ${cell}` : cell));
  return [columns.map(({ heading }) => heading[language]), noted(notes), noted(columns.map(({ example }) => example))];
}

async function contentFor(kind: string, lines: readonly (readonly string[])[], file: string): Promise<string | Buffer> {
  switch (kind) {
    case '.csv':
      // With the mark that tells Excel that it is UTF-8.
      return `\uFEFF${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
    case '.xlsx': {
      const [headings = []] = lines;
      const rows = lines.map((cells) => cells.map((value) => ({ value, type: String, format: '@' })));
      return writeWorkbook(rows, { columns: headings.map(() => ({ width: WIDTH })) }).toBuffer();
    }
    default:
      throw BulkImportErrors.notATableName({ file });
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
