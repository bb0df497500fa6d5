/** What a code stands for, by its number of digits (统计用区划代码; GB/T 30428.1 for grids). */
const LEVEL_OF_LENGTH = {
  2: 'PROVINCE',
  4: 'CITY',
  6: 'DISTRICT',
  9: 'STREET',
  12: 'COMMUNITY',
  15: 'GRID',
  17: 'MICRO_GRID',
} as const;

export type TerritoryLevel = (typeof LEVEL_OF_LENGTH)[keyof typeof LEVEL_OF_LENGTH];

const LENGTHS = [2, 4, 6, 9, 12, 15, 17] as const;

/** Whether the text is a territory code: 2, 4, 6, 9, 12, 15 or 17 digits. It says nothing about whether the place exists. */
export function isTerritoryCode(text: string): boolean {
  return /^[0-9]+$/.test(text) && LEVEL_OF_LENGTH[text.length as keyof typeof LEVEL_OF_LENGTH] !== undefined;
}

/** Level of a valid code. */
export function levelOf(code: string): TerritoryLevel {
  const level = LEVEL_OF_LENGTH[code.length as keyof typeof LEVEL_OF_LENGTH];
  if (level === undefined) throw new RangeError('a territory code has 2, 4, 6, 9, 12, 15 or 17 digits');
  return level;
}

/** Codes of the territories around a code, from the province down to its parent. */
export function ancestorCodes(code: string): string[] {
  return LENGTHS.filter((length) => length < code.length).map((length) => code.slice(0, length));
}

/** Code of the territory just around a code; null for a province. */
export function parentCode(code: string): string | null {
  return ancestorCodes(code).at(-1) ?? null;
}

/** Code of the ancestor (or the code itself) at a level; null where the code lies above that level. */
export function codeAtLevel(code: string, level: TerritoryLevel): string | null {
  const length = LENGTHS.find((candidate) => LEVEL_OF_LENGTH[candidate] === level);
  return length !== undefined && code.length >= length ? code.slice(0, length) : null;
}

/** Whether `code` is `territory` or lies in its subtree. */
export function covers(territory: string, code: string): boolean {
  return territory !== '' && code.startsWith(territory);
}

/** A subtree as a half-open range of codes in byte order: `from <= code < until`. */
export interface TerritoryRange {
  from: string;
  until: string;
}

/**
 * The range that holds a code and its whole subtree. The upper end is the code with its last digit raised by one; after 9 comes
 * `:`, the next byte, so columns compared with it are `COLLATE "C"`.
 */
export function rangeOf(code: string): TerritoryRange {
  const last = code.charCodeAt(code.length - 1);
  return { from: code, until: code.slice(0, -1) + String.fromCharCode(last + 1) };
}
