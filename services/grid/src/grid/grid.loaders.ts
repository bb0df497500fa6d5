import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import { connectionOf, pageOf, type Connection, type Page, type AskedPage } from '@linli/subgraph/connection';
import type { CursorSigner } from '@linli/subgraph/cursor';
import { RequestErrors } from '@linli/subgraph/request.errors';
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
import { postsHeldOn } from '../grid-post/posts-held.js';
import { partOfName } from '../part-of-name.js';
import { faultInPosition, pointOf, ringOf, type Position } from './boundary.rules.js';
import type { GridKind, GridTheme } from './grid.rules.js';

export interface GridRecord {
  readonly code: string;
  readonly community: string;
  readonly parent: string | null;
  readonly name: string;
  readonly kind: GridKind;
  readonly themes: readonly GridTheme[];
  readonly boundary: readonly Position[] | null;
  readonly openedOn: string;
  readonly closedOn: string | null;
}

export interface GridsWanted {
  readonly kind?: GridKind | null;
  readonly theme?: GridTheme | null;
  readonly hasLeader?: boolean | null;
  readonly nameContains?: string | null;
}

type Selected = Omit<GridRecord, 'boundary'> & { readonly boundary: string | null };
/** What is wanted of the grids that are open on a day, under a part of a name as it is looked for. */
interface WantedOn extends GridsWanted {
  readonly on: string;
  readonly today: string;
}
interface Listed {
  readonly wanted: WantedOn;
  readonly page: Page;
}

const GRID = sql`
  grid.code, grid.community, grid.parent, grid.name, grid.kind, grid.themes, grid.boundary::text as boundary,
  grid.opened_on as "openedOn", grid.closed_on as "closedOn"`;

/** Grids as one request reads them, on the civil day that it falls on. */
export class GridLoaders {
  readonly #reader: Reader;
  readonly #cursors: CursorSigner;
  readonly #today: string;
  readonly #byCode: DataLoader<string, GridRecord | null>;
  readonly #pages: BatchedByArguments<Listed, GridRecord[]>;
  readonly #counts: BatchedByArguments<WantedOn, number>;
  readonly #microGrids: BatchedByArguments<null, GridRecord[]>;

  constructor(reader: Reader, cursors: CursorSigner, today: string) {
    this.#reader = reader;
    this.#cursors = cursors;
    this.#today = today;
    this.#byCode = byKey(
      (codes) => this.#find(codes),
      (grid) => grid.code,
    );
    this.#pages = new BatchedByArguments<Listed, GridRecord[]>([], (codes, listed) => this.#findIn(codes, listed));
    this.#counts = new BatchedByArguments(0, (codes, wanted) => this.#countIn(codes, wanted));
    this.#microGrids = new BatchedByArguments<null, GridRecord[]>([], (codes) => this.#findMicroGridsOf(codes));
  }

  byCode(code: string): Promise<GridRecord | null> {
    return this.#byCode.load(code);
  }

  /** Grids and micro-grids of a territory that are open on a day, today if not given, by code. */
  async inTerritory(
    code: string,
    where: GridsWanted | null,
    on: string | null,
    asked: AskedPage,
  ): Promise<Connection<GridRecord>> {
    const page = pageOf(this.#cursors, 'grids', asked);
    const nameContains = partOfName(where?.nameContains, 'where.nameContains');
    const wanted = { ...where, nameContains, on: on ?? this.#today, today: this.#today };
    return connectionOf(this.#cursors, page, await this.#pages.load(code, { wanted, page }), {
      keys: (grid) => [grid.code],
      node: (grid) => grid,
      total: () => this.#counts.load(code, wanted),
    });
  }

  /** Micro-grids of a grid that are open today: 99 at the most. */
  microGridsOf(code: string): Promise<GridRecord[]> {
    return this.#microGrids.load(code, null);
  }

  /** The open grid whose boundary holds the position; on a border the one of the lowest code, so always the same. */
  async at(position: Position): Promise<GridRecord | null> {
    const fault = faultInPosition(position, 'point');
    if (fault !== null) throw RequestErrors.badUserInput({ path: fault });
    const point = pointOf(position);
    const { rows } = await sql<Selected>`
      select ${GRID} from grid
      where box(boundary) @> box(${point}::point) and boundary @> ${point}::point and ${isGridOpenOn(this.#today)}
      order by grid.code limit 1`.execute(this.#reader);
    return rows[0] === undefined ? null : gridOf(rows[0]);
  }

  async #find(codes: readonly string[]): Promise<GridRecord[]> {
    const { rows } = await sql<Selected>`
      select ${GRID} from grid where code = any(${[...codes]}::text[])`.execute(this.#reader);
    return rows.map(gridOf);
  }

  async #findIn(codes: readonly string[], { wanted, page }: Listed): Promise<Map<string, GridRecord[]>> {
    const after = String(page.after?.[0] ?? '');
    const { rows } = await sql<Of<Selected>>`
      select parent.code as of, found.* from ${subtreesOf(codes)} cross join lateral (
        select ${GRID} from grid
        where grid.code >= parent.code and grid.code < parent.until and grid.code > ${after} and ${areWanted(wanted)}
        order by grid.code limit ${page.first + 1}
      ) as found order by found.code`.execute(this.#reader);
    return gridsByParent(rows);
  }

  async #countIn(codes: readonly string[], wanted: WantedOn): Promise<ReadonlyMap<string, number>> {
    const { rows } = await sql<CountRow>`
      select parent.code as of, count(*)::int as count from ${subtreesOf(codes)}
      join grid on grid.code >= parent.code and grid.code < parent.until and ${areWanted(wanted)}
      group by parent.code`.execute(this.#reader);
    return countsByParent(rows);
  }

  async #findMicroGridsOf(codes: readonly string[]): Promise<Map<string, GridRecord[]>> {
    const { rows } = await sql<Of<Selected>>`
      select parent.code as of, ${GRID} from ${subtreesOf(codes)}
      join grid on grid.code > parent.code and grid.code < parent.until and grid.parent = parent.code
      where ${isGridOpenOn(this.#today)} order by grid.code`.execute(this.#reader);
    return gridsByParent(rows);
  }
}

function areWanted({ kind, theme, hasLeader, nameContains, on, today }: WantedOn) {
  return sql<boolean>`${isGridOpenOn(on)}
    and ${kind ? sql`grid.kind = ${kind}` : ANY}
    and ${theme ? sql`${theme} = any(grid.themes)` : ANY}
    and ${nameContains ? sql`strpos(grid.name, ${nameContains}) > 0` : ANY}
    and ${typeof hasLeader === 'boolean' ? sql`${hasLeader} = ${hasLeaderOn(on, today)}` : ANY}`;
}

/** Whether the grid is open on a day; the day that it was closed on is its successors'. */
export function isGridOpenOn(day: string) {
  return sql<boolean>`
    grid.opened_on <= ${day}::date and (grid.closed_on is null or grid.closed_on > ${day}::date)`;
}

/** Whether the grid is led on a day: a micro-grid by its micro-grid leader. */
export function hasLeaderOn(day: string, today: string) {
  return sql<boolean>`exists (
    select from ${postsHeldOn(day, today)}
    where grid_post.territory = grid.code
      and grid_post.role = case grid.kind when 'MICRO' then 'MICRO_GRID_LEADER' else 'GRID_LEADER' end
  )`;
}

function gridOf<Row extends Selected>(row: Row): Omit<Row, 'boundary'> & Pick<GridRecord, 'boundary'> {
  return { ...row, boundary: row.boundary === null ? null : ringOf(row.boundary) };
}

function gridsByParent(rows: readonly Of<Selected>[]): Map<string, GridRecord[]> {
  return Map.groupBy(rows.map(gridOf), (row) => row.of);
}
