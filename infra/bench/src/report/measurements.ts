import type { GatewayPart, Measured, Part, WorkPart } from '../run/results.js';
import { WORK_NAMES } from '../run/works.js';
import type { WorkName } from '../run/works.js';
import { sumOf } from './markdown.js';

/** All parts of the report, asked by what a section needs. */
export class Measurements {
  readonly #parts: readonly Part[];

  constructor(parts: readonly Part[]) {
    this.#parts = parts;
  }

  all<Kind extends Part['part']>(kind: Kind): readonly Extract<Part, { part: Kind }>[] {
    return this.#parts.filter((part): part is Extract<Part, { part: Kind }> => part.part === kind);
  }

  get gateways(): GatewayPart | null {
    return this.all('gateways')[0] ?? null;
  }

  /** The scale of the comparison: 1 where it was measured, else the largest that was. */
  get mainScale(): number {
    const scales = this.all('work').map(({ scale }) => scale);
    return scales.includes(1) ? 1 : Math.max(0, ...scales);
  }

  /** The most callers at once that all was measured with. */
  get mostCallers(): number {
    return Math.max(0, ...this.all('work').flatMap(({ measured }) => measured.map(({ callers }) => callers)));
  }

  /** Works at a scale, in their order. */
  worksAt(scale: number): WorkPart[] {
    return WORK_NAMES.flatMap((name) => this.#work(scale, name) ?? []);
  }

  /** A work at a target with the most callers. */
  measured(scale: number, work: WorkName, target: string): Measured | null {
    const callers = this.mostCallers;
    const found = this.#work(scale, work)?.measured.find((one) => one.target === target && one.callers === callers);
    return found ?? null;
  }

  #work(scale: number, name: WorkName): WorkPart | undefined {
    return this.all('work').find((part) => part.scale === scale && part.work === name);
  }
}

/** All CPU time of a request: gateway or peer, subgraphs, PostgreSQL. */
export function wholeCpu(measured: Measured): number | null {
  const { front, subgraphs, postgres } = measured.cpu;
  return sumOf([front, subgraphs, postgres]);
}
