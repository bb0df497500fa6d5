import { sql, type RawBuilder } from 'kysely';
import { BatchedByArguments, type Of, type Reader } from '@linli/persistence/batched-reads';
import type { GridLoaders, GridRecord } from '../grid/grid.loaders.js';

/** Which grids a grid came from, and which came from it, as one request reads it. */
export class LineageLoaders {
  readonly #grids: GridLoaders;
  readonly #predecessors: BatchedByArguments<null, string[]>;
  readonly #successors: BatchedByArguments<null, string[]>;

  constructor(reader: Reader, grids: GridLoaders) {
    this.#grids = grids;
    this.#predecessors = related(reader, sql`successor`, sql`predecessor`);
    this.#successors = related(reader, sql`predecessor`, sql`successor`);
  }

  /** By code. */
  async predecessorsOf(code: string): Promise<GridRecord[]> {
    return this.#all(await this.#predecessors.load(code, null));
  }

  /** By code. */
  async successorsOf(code: string): Promise<GridRecord[]> {
    return this.#all(await this.#successors.load(code, null));
  }

  async #all(codes: readonly string[]): Promise<GridRecord[]> {
    const grids = await Promise.all(codes.map((code) => this.#grids.byCode(code)));
    return grids.filter((grid) => grid !== null);
  }
}

function related(
  reader: Reader,
  from: RawBuilder<unknown>,
  to: RawBuilder<unknown>,
): BatchedByArguments<null, string[]> {
  return new BatchedByArguments<null, string[]>([], async (codes) => {
    const { rows } = await sql<Of<{ code: string }>>`
      select ${from} as of, ${to} as code from grid_lineage where ${from} = any(${[...codes]}::text[])
      order by 2`.execute(reader);
    const byParent = Map.groupBy(rows, (row) => row.of);
    return new Map([...byParent].map(([of, related]) => [of, related.map(({ code }) => code)]));
  });
}
