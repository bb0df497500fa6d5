import type { Language } from '@linli/domain/refusal';
import type { ImportColumn } from './import-column.rules.js';

/** Why a row is not taken in. */
export type FaultReason = keyof typeof WORDS;

/** What is wrong with a cell of a row, or with the row itself where it has no column. */
export interface CellFault {
  readonly column: string | null;
  readonly reason: FaultReason;
  /** Line of the row that says the same already. */
  readonly first?: number;
}

export interface RowFault extends CellFault {
  /** Of the file, the headings being its first. */
  readonly line: number;
}

/** Rows that are not taken in: the first of them with their reasons, and how many there are. */
export class FaultList {
  readonly #faults = new Map<number, CellFault[]>();

  add(line: number, fault: CellFault): void {
    const known = this.#faults.get(line);
    if (known === undefined) this.#faults.set(line, [fault]);
    else known.push(fault);
  }

  get rows(): number {
    return this.#faults.size;
  }

  /** The faults of the first so many rows, in the order of the file. */
  first(rows: number): RowFault[] {
    return [...this.#faults]
      .toSorted(([a], [b]) => a - b)
      .slice(0, rows)
      .flatMap(([line, faults]) => faults.map((fault) => ({ line, ...fault })));
  }
}

/** A fault in words: 第 12 行「层数」：应为 1 至 200 的整数. */
export function faultInWords(fault: RowFault, columns: readonly ImportColumn[], language: Language): string {
  const { line, reason, first } = fault;
  const column = columns.find(({ name }) => name === fault.column);
  const because = WORDS[reason][language]
    .replace('{holds}', column?.holds[language] ?? '')
    .replace('{first}', `${first}`);
  if (column === undefined) return language === 'zh' ? `第 ${line} 行：${because}` : `Line ${line}: ${because}`;
  const heading = column.heading[language];
  return language === 'zh' ? `第 ${line} 行「${heading}」：${because}` : `Line ${line}, ${heading}: ${because}`;
}

const WORDS = {
  MISSING: { zh: '未填写；{holds}', en: 'is empty; it holds {holds}' },
  NOT_ACCEPTED: { zh: '应为：{holds}', en: 'it holds {holds}' },
  BEYOND_HEADINGS: { zh: '有单元格不在任何标题之下', en: 'a cell stands under no heading' },
  TWICE_IN_FILE: { zh: '与第 {first} 行重复', en: 'the same as line {first}' },
  UNKNOWN_AREA: { zh: '没有此区划', en: 'there is no such area' },
  UNKNOWN_GRID: { zh: '没有此网格', en: 'there is no such grid' },
  CLOSED_GRID: { zh: '此网格今日未开放', en: 'the grid is not open today' },
  UNKNOWN_COMPOUND: { zh: '该社区没有此名称的小区', en: 'the community has no compound of this name' },
  SEVERAL_COMPOUNDS: { zh: '该社区有多个此名称的小区', en: 'the community has several compounds of this name' },
  UNKNOWN_BUILDING: { zh: '该网格没有此楼号的楼', en: 'the grid has no building of this number' },
  UNKNOWN_PERSON: { zh: '没有此人员', en: 'there is no such person' },
  UNKNOWN_UNIT: { zh: '没有此单位，或未经确认', en: 'there is no such unit, or it was not confirmed' },
  HELD_ALREADY: { zh: '此人已任此职，开始日期不同', en: 'the person holds this post already, from another day on' },
  LEADER_TAKEN: { zh: '该网格在此期间已有网格长', en: 'the grid has a leader in this time already' },
  SEVERAL_BUILDINGS: {
    zh: '该网格有多栋此楼号的楼，请写明小区',
    en: 'the grid has several buildings of this number; name the compound',
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;
