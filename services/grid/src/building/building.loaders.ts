import type DataLoader from 'dataloader';
import { sql, type RawBuilder } from 'kysely';
import { isId } from '@linli/persistence/columns';
import { connectionOf, pageOf, type Connection, type Page, type AskedPage } from '@linli/subgraph/connection';
import type { CursorSigner } from '@linli/subgraph/cursor';
import type { Position } from '../grid/boundary.rules.js';
import {
  ANY,
  BatchedByArguments,
  byKey,
  countsByParent,
  subtreesOf,
  type CountRow,
  type Of,
  type Reader,
} from '@linli/persistence/batched-reads';

export interface BuildingRecord {
  readonly id: string;
  readonly grid: string;
  readonly compound: string | null;
  readonly number: string;
  readonly entrances: number;
  readonly floors: number | null;
  readonly households: number | null;
  readonly location: Position | null;
}

type Selected = Omit<BuildingRecord, 'location'> & { readonly location: { x: number; y: number } | null };

/** Parents of a list of buildings, as a table `parent` and the condition that a building is one of a parent's. */
interface Owners {
  readonly list: string;
  table(keys: readonly string[]): RawBuilder<unknown>;
  readonly key: RawBuilder<string>;
  readonly owns: RawBuilder<boolean>;
}

const GRIDS: Owners = {
  list: 'buildings',
  table: subtreesOf,
  key: sql`parent.code`,
  owns: sql`building.grid >= parent.code and building.grid < parent.until`,
};
const COMPOUNDS: Owners = {
  list: 'buildings',
  table: (ids) => sql`unnest(${[...ids]}::uuid[]) as parent (id)`,
  key: sql`parent.id`,
  owns: sql`building.compound = parent.id`,
};

const BUILDING = sql`
  building.id, building.grid, building.compound, building.number, building.entrances, building.floors,
  building.households, building.location`;

/** Buildings as one request reads them. */
export class BuildingLoaders {
  readonly #reader: Reader;
  readonly #cursors: CursorSigner;
  readonly #byId: DataLoader<string, BuildingRecord | null>;
  readonly #ofGrids: BuildingLists;
  readonly #ofCompounds: BuildingLists;

  constructor(reader: Reader, cursors: CursorSigner) {
    this.#reader = reader;
    this.#cursors = cursors;
    this.#byId = byKey(
      (ids) => this.#find(ids),
      (building) => building.id,
    );
    this.#ofGrids = new BuildingLists(reader, GRIDS);
    this.#ofCompounds = new BuildingLists(reader, COMPOUNDS);
  }

  async byId(id: string): Promise<BuildingRecord | null> {
    return isId(id) ? this.#byId.load(id.toLowerCase()) : null;
  }

  /** By grid, then by number: 2号楼 before 12号楼. */
  ofGrid(code: string, asked: AskedPage): Promise<Connection<BuildingRecord>> {
    return this.#page(this.#ofGrids, code, asked);
  }

  ofCompound(id: string, asked: AskedPage): Promise<Connection<BuildingRecord>> {
    return this.#page(this.#ofCompounds, id, asked);
  }

  householdsOfGrid(code: string): Promise<number | null> {
    return this.#ofGrids.households.load(code, null);
  }

  householdsOfCompound(id: string): Promise<number | null> {
    return this.#ofCompounds.households.load(id, null);
  }

  async #page(lists: BuildingLists, owner: string, asked: AskedPage): Promise<Connection<BuildingRecord>> {
    const page = pageOf(this.#cursors, 'buildings', asked, 50);
    return connectionOf(this.#cursors, page, await lists.pages.load(owner, page), {
      keys: (building) => [building.grid, building.number, building.id],
      node: (building) => building,
      total: () => lists.counts.load(owner, null),
    });
  }

  async #find(ids: readonly string[]): Promise<BuildingRecord[]> {
    const { rows } = await sql<Selected>`
      select ${BUILDING} from building where id = any(${[...ids]}::uuid[])`.execute(this.#reader);
    return rows.map(buildingOf);
  }
}

/** The lists of buildings of one kind of parent. */
class BuildingLists {
  readonly pages: BatchedByArguments<Page, BuildingRecord[]>;
  readonly counts: BatchedByArguments<null, number>;
  readonly households: BatchedByArguments<null, number | null>;
  readonly #reader: Reader;
  readonly #owners: Owners;

  constructor(reader: Reader, owners: Owners) {
    this.#reader = reader;
    this.#owners = owners;
    this.pages = new BatchedByArguments<Page, BuildingRecord[]>([], (keys, page) => this.#findOf(keys, page));
    this.counts = new BatchedByArguments(0, (keys) => this.#measure(keys, sql`count(*)`));
    this.households = new BatchedByArguments<null, number | null>(null, (keys) =>
      this.#measure(keys, sql`sum(building.households)`),
    );
  }

  async #findOf(keys: readonly string[], page: Page): Promise<Map<string, BuildingRecord[]>> {
    const [grid, number, id] = page.after ?? [];
    const isAfter = page.after
      ? sql`(building.grid, building.number, building.id) > (${grid}, ${number}, ${id}::uuid)`
      : ANY;
    const { rows } = await sql<Of<Selected>>`
      select ${this.#owners.key} as of, found.* from ${this.#owners.table(keys)} cross join lateral (
        select ${BUILDING} from building where ${this.#owners.owns} and ${isAfter}
        order by building.grid, building.number, building.id limit ${page.first + 1}
      ) as found order by found.grid, found.number, found.id`.execute(this.#reader);
    return Map.groupBy(rows.map(buildingOf), (row) => row.of);
  }

  async #measure(keys: readonly string[], measure: RawBuilder<unknown>): Promise<ReadonlyMap<string, number>> {
    const { rows } = await sql<CountRow>`
      select ${this.#owners.key} as of, (${measure})::int as count from ${this.#owners.table(keys)}
      join building on ${this.#owners.owns}
      group by 1`.execute(this.#reader);
    return countsByParent(rows);
  }
}

function buildingOf<Row extends Selected>(row: Row): Omit<Row, 'location'> & Pick<BuildingRecord, 'location'> {
  return { ...row, location: row.location === null ? null : { latitude: row.location.y, longitude: row.location.x } };
}
