import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import { isId } from '@linli/persistence/columns';
import { connectionOf, pageOf, type Connection, type Page, type AskedPage } from '@linli/subgraph/connection';
import type { CursorSigner } from '@linli/subgraph/cursor';
import {
  ANY,
  BatchedByArguments,
  byKey,
  listsByParent,
  countsByParent,
  EVERYWHERE,
  idsOf,
  subtreesOf,
  type CountRow,
  type Of,
  type Reader,
} from '@linli/persistence/batched-reads';
import { UnitStatus, type UnitKind } from './unit.rules.js';

export interface UnitRecord {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string;
  readonly kind: UnitKind;
  readonly status: UnitStatus;
}

/** What leaves some units of a territory. */
export interface UnitsWanted {
  readonly kind?: UnitKind | null;
  readonly status?: UnitStatus | null;
  readonly nameContains?: string | null;
}

interface Listed {
  readonly wanted: UnitsWanted;
  readonly page: Page;
}

interface PlaceRow {
  readonly of: string;
  readonly code: string | null;
}

const UNIT = sql`unit.id, unit.name, unit.credit_code as "creditCode", unit.kind, unit.status`;
const COMMUNITY_CODE = 12;

/** Units as one request reads them. They are public. */
export class UnitLoaders {
  readonly #reader: Reader;
  readonly #cursors: CursorSigner;
  readonly #byId: DataLoader<string, UnitRecord | null>;
  readonly #pages: BatchedByArguments<Listed, Of<UnitRecord>[]>;
  readonly #counts: BatchedByArguments<UnitsWanted, number>;
  readonly #ofGrids: BatchedByArguments<null, Of<UnitRecord>[]>;
  readonly #communities: BatchedByArguments<null, PlaceRow[]>;
  readonly #grids: BatchedByArguments<null, PlaceRow[]>;

  constructor(reader: Reader, cursors: CursorSigner) {
    this.#reader = reader;
    this.#cursors = cursors;
    this.#byId = byKey(
      (ids) => this.#find(ids),
      (unit) => unit.id,
    );
    this.#pages = new BatchedByArguments<Listed, Of<UnitRecord>[]>([], (codes, listed) => this.#findIn(codes, listed));
    this.#counts = new BatchedByArguments(0, (codes, wanted) => this.#countIn(codes, wanted));
    this.#ofGrids = new BatchedByArguments<null, Of<UnitRecord>[]>([], (codes) => this.#findOfGrids(codes));
    this.#communities = new BatchedByArguments<null, PlaceRow[]>([], (ids) => this.#findCommunities(ids));
    this.#grids = new BatchedByArguments<null, PlaceRow[]>([], (ids) => this.#findGrids(ids));
  }

  async byId(id: string): Promise<UnitRecord | null> {
    return isId(id) ? this.#byId.load(id.toLowerCase()) : null;
  }

  /** Units that report to a community of the territory, by name; of the whole country where none is given. */
  async within(code: string | null, wanted: UnitsWanted, asked: AskedPage): Promise<Connection<UnitRecord>> {
    const page = pageOf(this.#cursors, 'units', asked);
    const parent = code ?? EVERYWHERE;
    return connectionOf(this.#cursors, page, await this.#pages.load(parent, { wanted, page }), {
      keys: (unit) => [unit.name, unit.id],
      node: (unit) => unit,
      total: () => this.#counts.load(parent, wanted),
    });
  }

  /** Active units that were drawn into the grid, by name. */
  ofGrid(code: string): Promise<UnitRecord[]> {
    return this.#ofGrids.load(code, null);
  }

  /** Codes of the communities that a unit reports to; null in the place of one that the directory does not know. */
  async communitiesOf(id: string): Promise<(string | null)[]> {
    return (await this.#communities.load(id, null)).map((row) => row.code);
  }

  async gridsOf(id: string): Promise<(string | null)[]> {
    return (await this.#grids.load(id, null)).map((row) => row.code);
  }

  async #find(ids: readonly string[]): Promise<UnitRecord[]> {
    const { rows } = await sql<UnitRecord>`
      select ${UNIT} from unit where id = any(${[...ids]}::uuid[])`.execute(this.#reader);
    return rows;
  }

  async #findIn(codes: readonly string[], { wanted, page }: Listed): Promise<Map<string, Of<UnitRecord>[]>> {
    const [name, id] = page.after ?? [];
    const isAfter = page.after ? sql`(unit.name, unit.id) > (${name}, ${id}::uuid)` : ANY;
    const { rows } = await sql<Of<UnitRecord>>`
      select parent.code as of, found.* from ${subtreesOf(codes)} cross join lateral (
        select ${UNIT} from unit
        where unit.id in (select place.unit from unit_community place where ${reportsWithin(codes)})
          and ${isAfter} and ${are(wanted)}
        order by unit.name, unit.id limit ${page.first + 1}
      ) as found order by found.name, found.id`.execute(this.#reader);
    return listsByParent(rows);
  }

  async #countIn(codes: readonly string[], wanted: UnitsWanted): Promise<ReadonlyMap<string, number>> {
    const { rows } = await sql<CountRow>`
      select parent.code as of, count(distinct unit.id)::int as count from ${subtreesOf(codes)}
      join unit_community place on ${reportsWithin(codes)}
      join unit on unit.id = place.unit and ${are(wanted)}
      group by parent.code`.execute(this.#reader);
    return countsByParent(rows);
  }

  async #findOfGrids(codes: readonly string[]): Promise<Map<string, Of<UnitRecord>[]>> {
    const { rows } = await sql<Of<UnitRecord>>`
      select place.grid as of, ${UNIT} from unit_grid place join unit on unit.id = place.unit
      where place.grid = any(${[...codes]}::text[]) and unit.status = ${UnitStatus.ACTIVE}
      order by unit.name, unit.id`.execute(this.#reader);
    return listsByParent(rows);
  }

  async #findCommunities(ids: readonly string[]): Promise<Map<string, PlaceRow[]>> {
    const { rows } = await sql<PlaceRow>`
      select parent.id as of, known.code from ${idsOf(ids)}
      join unit_community place on place.unit = parent.id
      left join directory_area known on known.code = place.community
      order by place.community`.execute(this.#reader);
    return listsByParent(rows);
  }

  async #findGrids(ids: readonly string[]): Promise<Map<string, PlaceRow[]>> {
    const { rows } = await sql<PlaceRow>`
      select parent.id as of, known.code from ${idsOf(ids)}
      join unit_grid place on place.unit = parent.id
      left join directory_grid known on known.code = place.grid
      order by place.grid`.execute(this.#reader);
    return listsByParent(rows);
  }
}

/** Condition that a unit's place lies in the territory of the parent; where all parents are communities they are compared as such. */
function reportsWithin(codes: readonly string[]) {
  return codes.every((code) => code.length === COMMUNITY_CODE)
    ? sql<boolean>`place.community = parent.code`
    : sql<boolean>`place.community >= parent.code and place.community < parent.until`;
}

function are({ kind, status, nameContains }: UnitsWanted) {
  return sql<boolean>`${kind ? sql`unit.kind = ${kind}` : ANY}
    and ${status ? sql`unit.status = ${status}` : ANY}
    and ${nameContains ? sql`strpos(unit.name, ${nameContains}) > 0` : ANY}`;
}
