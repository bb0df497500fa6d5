import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import { ancestorCodes, parentCode } from '@linli/domain/territory';
import { connectionOf, pageOf, type Connection, type Page, type AskedPage } from '@linli/subgraph/connection';
import type { CursorSigner } from '@linli/subgraph/cursor';
import {
  BatchedByArguments,
  byKey,
  countsByParent,
  subtreesOf,
  type CountRow,
  type Of,
  type Reader,
} from '@linli/persistence/batched-reads';
import { levelBelow, type AreaLevel } from './area.rules.js';

export interface AreaRow {
  readonly code: string;
  readonly name: string;
  readonly level: AreaLevel;
  readonly landArea: number | null;
}

/** What is read of an area. */
export const AREA = sql`area.code, area.name, area.level, area.land_area as "landArea"`;

/** Areas as one request reads them. */
export class AreaLoaders {
  readonly #reader: Reader;
  readonly #cursors: CursorSigner;
  readonly #byCode: DataLoader<string, AreaRow | null>;
  readonly #children: BatchedByArguments<Page, AreaRow[]>;
  readonly #childCounts: BatchedByArguments<null, number>;
  readonly #formerNames: BatchedByArguments<null, string[]>;

  constructor(reader: Reader, cursors: CursorSigner) {
    this.#reader = reader;
    this.#cursors = cursors;
    this.#byCode = byKey(
      (codes) => this.#find(codes),
      (area) => area.code,
    );
    this.#children = new BatchedByArguments<Page, AreaRow[]>([], (parents, page) => this.#findChildren(parents, page));
    this.#childCounts = new BatchedByArguments(0, (parents) => this.#countChildren(parents));
    this.#formerNames = new BatchedByArguments<null, string[]>([], (codes) => this.#findFormerNames(codes));
  }

  byCode(code: string): Promise<AreaRow | null> {
    return this.#byCode.load(code);
  }

  async parentOf(code: string): Promise<AreaRow | null> {
    const parent = parentCode(code);
    return parent === null ? null : this.byCode(parent);
  }

  /** From the province down to the parent. */
  async ancestorsOf(code: string): Promise<AreaRow[]> {
    const areas = await this.#byCode.loadMany(ancestorCodes(code));
    return areas.filter((area): area is AreaRow => area !== null && !(area instanceof Error));
  }

  async childrenOf(parent: AreaRow, asked: AskedPage): Promise<Connection<AreaRow>> {
    const page = pageOf(this.#cursors, 'areas', asked, 50);
    const isLeaf = levelBelow(parent.level) === null;
    const rows = isLeaf ? [] : await this.#children.load(parent.code, page);
    return connectionOf(this.#cursors, page, rows, {
      keys: (area) => [area.code],
      node: (area) => area,
      total: () => (isLeaf ? 0 : this.#childCounts.load(parent.code, null)),
    });
  }

  /** Names that it had and has no more, the last one first. */
  formerNamesOf(code: string): Promise<string[]> {
    return this.#formerNames.load(code, null);
  }

  async #find(codes: readonly string[]): Promise<AreaRow[]> {
    const { rows } = await sql<AreaRow>`
      select ${AREA} from area where code = any(${[...codes]}::text[])`.execute(this.#reader);
    return rows;
  }

  async #findChildren(parents: readonly string[], page: Page): Promise<Map<string, AreaRow[]>> {
    const { rows } = await sql<Of<AreaRow>>`
      select parent.code as of, child.* from ${subtreesOf(parents)} cross join lateral (
        select ${AREA} from area
        where area.level = ${LEVEL_BELOW_PARENT} and area.code >= parent.code and area.code < parent.until
          and area.code > ${afterOf(page)}
        order by area.code limit ${page.first + 1}
      ) as child order by child.code`.execute(this.#reader);
    return Map.groupBy(rows, (row) => row.of);
  }

  async #countChildren(parents: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await sql<CountRow>`
      select parent.code as of, count(*)::int as count from ${subtreesOf(parents)}
      join area on area.level = ${LEVEL_BELOW_PARENT} and area.code >= parent.code and area.code < parent.until
      group by parent.code`.execute(this.#reader);
    return countsByParent(rows);
  }

  async #findFormerNames(codes: readonly string[]): Promise<Map<string, string[]>> {
    const { rows } = await sql<Of<{ name: string }>>`
      select former.code as of, former.name from area_former_name as former join area using (code)
      where former.code = any(${[...codes]}::text[]) and former.name <> area.name
      order by former.until_import desc, former.name`.execute(this.#reader);
    const byArea = Map.groupBy(rows, (row) => row.of);
    return new Map([...byArea].map(([code, former]) => [code, former.map(({ name }) => name)]));
  }
}

const LEVEL_BELOW_PARENT = sql`
  case length(parent.code) when 2 then 'CITY' when 4 then 'DISTRICT' when 6 then 'STREET' when 9 then 'COMMUNITY' end`;

function afterOf(page: Page): string {
  return String(page.after?.[0] ?? '');
}
