import type { Language } from '@linli/domain/refusal';

/** A column of a table that is imported: how it is headed in each language, and what its cells hold. */
export interface ImportColumn {
  readonly name: string;
  readonly heading: Readonly<Record<Language, string>>;
  readonly isNeeded: boolean;
  /** What a cell holds, as the template and the refusals say it. */
  readonly holds: Readonly<Record<Language, string>>;
  readonly example: string;
}

/** Cells of a row by the names of their columns, trimmed; one that is empty or has no column is not there. */
export type Cells = Readonly<Record<string, string | undefined>>;

export interface HeadingFault {
  readonly fault: 'UNKNOWN_HEADING' | 'HEADED_TWICE' | 'HEADING_MISSING';
  readonly heading: string;
}

/** Which column stands where, by headings in Chinese or English; the first fault where they do not fit. */
export function columnsHeaded(
  headings: readonly string[],
  columns: readonly ImportColumn[],
): readonly (string | null)[] | HeadingFault {
  const placed: (string | null)[] = [];
  for (const heading of headings) {
    const column = columns.find((known) => isHeading(known, heading));
    if (column === undefined && heading.trim() !== '') return { fault: 'UNKNOWN_HEADING', heading };
    if (column !== undefined && placed.includes(column.name)) return { fault: 'HEADED_TWICE', heading };
    placed.push(column?.name ?? null);
  }
  const missing = columns.find(({ name, isNeeded }) => isNeeded && !placed.includes(name));
  if (missing === undefined) return placed;
  return { fault: 'HEADING_MISSING', heading: `${missing.heading.zh} / ${missing.heading.en}` };
}

/** The cells of a row; null where one stands beyond the headings. */
export function cellsOf(row: readonly string[], columns: readonly (string | null)[]): Cells | null {
  const cells: Record<string, string> = {};
  for (const [at, cell] of row.entries()) {
    const text = cell.trim();
    if (text === '') continue;
    const name = columns[at];
    if (name === undefined || name === null) return null;
    cells[name] = text;
  }
  return cells;
}

/** What a cell names, in Chinese or by its code; nothing where it names none. */
export function namedBy<Named extends string>(names: Readonly<Record<string, Named>>, cell = ''): Named | undefined {
  return Object.hasOwn(names, cell) ? names[cell] : Object.values(names).find((code) => code === cell.toUpperCase());
}

function isHeading({ heading }: ImportColumn, text: string): boolean {
  const asked = text.trim().toLowerCase();
  return [heading.zh, heading.en].includes(asked);
}
