import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { BulkImportErrors } from './bulk-import.errors.js';

/** A line of a table, numbered as an editor or Excel numbers it. */
export interface TableLine {
  readonly line: number;
  readonly cells: readonly string[];
}

const MEGABYTE = 1024 * 1024;

/** What is read is held at once. A workbook is compressed: unpacked it takes some hundred times the memory of its file. */
const MOST_MEGABYTES = { '.csv': 64, '.xlsx': 16 } as const;

/** A line that starts with this is a note to whoever fills the table in. */
const NOTE = '#';

/**
 * The lines of a CSV file in UTF-8 or GB18030 (what Excel writes in China), or of the first sheet of an Excel workbook, the headings
 * first. Empty lines and notes are left out.
 */
export async function linesOfTable(path: string): Promise<TableLine[]> {
  const file = basename(path);
  const kind = extname(path).toLowerCase();
  if (kind !== '.csv' && kind !== '.xlsx') throw BulkImportErrors.notATableName({ file });
  const content = await contentOf(path, file, MOST_MEGABYTES[kind]);
  const lines = kind === '.csv' ? linesOfText(textOf(content, file), file) : await linesOfWorkbook(content, file);
  return lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== '') && !cells[0]?.startsWith(NOTE));
}

async function contentOf(path: string, file: string, most: number): Promise<Buffer> {
  try {
    if ((await stat(path)).size > most * MEGABYTE) throw BulkImportErrors.tooLarge({ file, most });
    return await readFile(path);
  } catch (error) {
    if ((error as { syscall?: unknown }).syscall === undefined) throw error;
    throw BulkImportErrors.cannotRead({ file });
  }
}

/** Node's code for bytes that are no text in an encoding. */
const MALFORMED = 'ERR_ENCODING_INVALID_ENCODED_DATA';

/** Chinese text in GB18030 is, but for accidents of a few characters, no UTF-8. */
function textOf(content: Buffer, file: string): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(content);
    } catch (error) {
      if ((error as { code?: unknown }).code !== MALFORMED) throw error;
    }
  }
  throw BulkImportErrors.noTable({ file, line: 1 });
}

function linesOfText(text: string, file: string): TableLine[] {
  try {
    const rows = parse(text, { info: true, relax_column_count: true }) as unknown as readonly ParsedRow[];
    return rows.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (error instanceof CsvError) throw BulkImportErrors.noTable({ file, line: Number(error['lines'] ?? 1) });
    throw error;
  }
}

interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Numbers stay as they are written, since codes are not for counting. */
async function linesOfWorkbook(content: Buffer, file: string): Promise<TableLine[]> {
  try {
    const rows = await readSheet(content, { parseNumber: (digits) => digits });
    return rows.map((row, at) => ({ line: at + 1, cells: row.map(textOfCell) }));
  } catch {
    throw BulkImportErrors.noTable({ file, line: 1 });
  }
}

function textOfCell(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'boolean' ? String(cell) : '';
}
