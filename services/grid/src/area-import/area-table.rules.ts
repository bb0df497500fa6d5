import { isTerritoryCode, levelOf, parentCode } from '@linli/domain/territory';
import { nameFrom } from '../name.rules.js';

/** Why a line is no line of the table of areas. */
export type LineFault = 'NOT_A_CODE' | 'NO_NAME' | 'NO_PARENT' | 'TWO_NAMES';

export interface TableArea {
  readonly code: string;
  readonly name: string;
}

/**
 * The table of areas as it is read, line by line: codes of 2 to 12 digits, each after the code that it starts with, each under one
 * name. The same area twice is once.
 */
export class AreaTable {
  readonly #names = new Map<string, string>();

  get size(): number {
    return this.#names.size;
  }

  /** Takes a line in: the area that it adds, null where the table has it already, or what is wrong with it. */
  take(code: string, text: string): TableArea | LineFault | null {
    const name = nameFrom(text);
    if (!isTerritoryCode(code) || ['GRID', 'MICRO_GRID'].includes(levelOf(code))) return 'NOT_A_CODE';
    if (name === null) return 'NO_NAME';
    const known = this.#names.get(code);
    if (known !== undefined) return known === name ? null : 'TWO_NAMES';
    const parent = parentCode(code);
    if (parent !== null && !this.#names.has(parent)) return 'NO_PARENT';
    this.#names.set(code, name);
    return { code, name };
  }
}
