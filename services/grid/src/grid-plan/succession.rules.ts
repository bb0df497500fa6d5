import { codeAtLevel } from '@linli/domain/territory';

/** A grid that a plan opens. */
export interface OpenedGrid {
  readonly sequence: number;
  readonly buildings: readonly string[];
  readonly goesOnAs: string | null;
}

/** Where something goes: the grid that the plan numbers so, or the micro-grid of today that goes over into it. */
export interface Place {
  readonly sequence: number;
  readonly microGrid: string | null;
}

/** What is at a grid, or at a building of it, that has to go somewhere when the grid closes. */
export interface PostToMove {
  readonly role: string;
  readonly territory: string;
  readonly building: string | null;
}

/** Roles of which a grid has one at a time, so that only one of its predecessors can bring theirs. */
const ONE_OF_A_GRID: readonly string[] = ['GRID_LEADER'];

/** What becomes of today's grids, and of what is in them, when a plan is adopted. */
export class Succession {
  /** Codes of the grids that close, in order: those of which a building goes into an opened grid. */
  readonly closing: readonly string[];
  readonly #opened: readonly OpenedGrid[];
  readonly #gridOf: ReadonlyMap<string, string>;
  readonly #sequenceOf: ReadonlyMap<string, number>;

  /** `gridOf` gives the grid or micro-grid of each building today. */
  constructor(opened: readonly OpenedGrid[], gridOf: ReadonlyMap<string, string>) {
    this.#opened = opened;
    this.#gridOf = gridOf;
    this.#sequenceOf = new Map(
      opened.flatMap(({ sequence, buildings }) => buildings.map((building) => [building, sequence])),
    );
    const codes = [...this.#sequenceOf.keys()].map((building) => this.#gridCodeOf(building));
    this.closing = [...new Set(codes)].toSorted();
  }

  /** Codes of the grids whose buildings go into an opened one, in order. */
  predecessorsOf({ buildings }: OpenedGrid): string[] {
    return [...new Set(buildings.map((building) => this.#gridCodeOf(building)))].toSorted();
  }

  /** Where a building of a closing grid goes: with its micro-grid, or straight into a grid. */
  placeOfBuilding(building: string): Place | null {
    const sequence = this.#sequenceOf.get(building);
    const today = this.#gridOf.get(building);
    if (sequence === undefined || today === undefined) return null;
    const isInMicroGrid = today !== gridCode(today);
    return isInMicroGrid
      ? (this.placeOfMicroGrid(today) ?? { sequence, microGrid: null })
      : { sequence, microGrid: null };
  }

  /** A micro-grid goes over whole, where all its buildings go into one grid; else it closes. Null where it closes. */
  placeOfMicroGrid(microGrid: string): Place | null {
    const sequences = this.#sequencesOf(microGrid);
    const [sequence] = sequences.length === 0 ? [this.#heirOf(gridCode(microGrid))] : sequences;
    return sequences.length > 1 || sequence === undefined ? null : { sequence, microGrid };
  }

  /** What takes the place of a micro-grid: itself, gone over whole; else the grids of its buildings, or where most of its grid's went. */
  successorsOfMicroGrid(microGrid: string): Place[] {
    const whole = this.placeOfMicroGrid(microGrid);
    if (whole !== null) return [whole];
    const sequences: readonly (number | undefined)[] = this.#sequencesOf(microGrid);
    const all = sequences.length === 0 ? [this.#mostWentTo(gridCode(microGrid))] : sequences;
    return all.flatMap((sequence) => (sequence === undefined ? [] : [{ sequence, microGrid: null }]));
  }

  /** A post goes with its building or micro-grid, else to the grid that goes on as its own, else to where most of its own went. */
  placeOfPost({ role, territory, building }: PostToMove): Place | null {
    if (building !== null) return this.placeOfBuilding(building);
    if (territory !== gridCode(territory)) return this.placeOfMicroGrid(territory);
    const heir = this.#heirOf(territory);
    const sequence = heir ?? (ONE_OF_A_GRID.includes(role) ? undefined : this.#mostWentTo(territory));
    return sequence === undefined ? null : { sequence, microGrid: null };
  }

  /** Of the grids that the buildings of a micro-grid go into. */
  #sequencesOf(microGrid: string): number[] {
    const goesTo = [...this.#sequenceOf].filter(([building]) => this.#gridOf.get(building) === microGrid);
    return [...new Set(goesTo.map(([, sequence]) => sequence))];
  }

  #heirOf(grid: string): number | undefined {
    return this.#opened.find((opened) => opened.goesOnAs === grid)?.sequence;
  }

  #mostWentTo(grid: string): number | undefined {
    const shares = this.#opened.map(({ sequence, buildings }) => ({
      sequence,
      share: buildings.filter((building) => this.#gridCodeOf(building) === grid).length,
    }));
    const [most] = shares.filter(({ share }) => share > 0).toSorted((a, b) => b.share - a.share);
    return most?.sequence;
  }

  #gridCodeOf(building: string): string {
    return gridCode(this.#gridOf.get(building) ?? '');
  }
}

function gridCode(code: string): string {
  return codeAtLevel(code, 'GRID') ?? code;
}
