import { sql, type RawBuilder } from 'kysely';
import { rangeOf } from '@linli/domain/territory';
import { ANY, type Reader } from '@linli/persistence/batched-reads';
import { connectionOf, pageOf, type AskedPage, type Connection, type Page } from '@linli/subgraph/connection';
import type { CursorSigner } from '@linli/subgraph/cursor';
import { partOfName } from '../part-of-name.js';
import { AREA, type AreaRow } from './area.loaders.js';
import type { AreaLevel } from './area.rules.js';

export interface AreasWanted {
  readonly level?: AreaLevel | null;
  readonly within?: string | null;
  /** Any part of the name that an area has, or of one that it had. */
  readonly nameContains?: string | null;
}

/** Areas by level, place and part of their name, as one request looks for them: in the order of their codes, or of their names where a name is looked for. */
export class AreaSearch {
  readonly #reader: Reader;
  readonly #cursors: CursorSigner;

  constructor(reader: Reader, cursors: CursorSigner) {
    this.#reader = reader;
    this.#cursors = cursors;
  }

  async find(wanted: AreasWanted, asked: AskedPage): Promise<Connection<AreaRow>> {
    const part = partOfName(wanted.nameContains, 'nameContains');
    const order = part === null ? BY_CODE : BY_NAME;
    const page = pageOf(this.#cursors, order.list, asked);
    const are = areWanted(wanted, part);
    const { rows } = await sql<AreaRow>`
      select ${AREA} from area
      where ${are} and ${page.after === null ? ANY : order.isAfter(page)}
      order by ${order.by} limit ${page.first + 1}`.execute(this.#reader);
    return connectionOf(this.#cursors, page, rows, {
      keys: order.keys,
      node: (area) => area,
      total: () => this.#count(are),
    });
  }

  async #count(are: RawBuilder<boolean>): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from area where ${are}`.execute(
      this.#reader,
    );
    return rows[0]?.count ?? 0;
  }
}

const BY_CODE = {
  list: 'areas',
  by: sql`area.code`,
  keys: (area: AreaRow) => [area.code],
  isAfter: ({ after }: Page) => sql<boolean>`area.code > ${after?.[0]}`,
};

/** As a reader of Chinese looks for names: by pinyin; areas of one name by code. */
const BY_NAME = {
  list: 'areasByName',
  by: sql`area.name collate natural_order, area.code`,
  keys: (area: AreaRow) => [area.name, area.code],
  isAfter: ({ after }: Page) =>
    sql<boolean>`(area.name collate natural_order, area.code) > (${after?.[0]}, ${after?.[1]})`,
};

function areWanted({ level, within }: AreasWanted, part: string | null): RawBuilder<boolean> {
  const range = rangeOf(within ?? '0');
  return sql<boolean>`
    ${level ? sql`area.level = ${level}` : ANY}
    and ${within ? sql`area.code >= ${range.from} and area.code < ${range.until}` : ANY}
    and ${part === null ? ANY : isOrWasNamed(part)}`;
}

function isOrWasNamed(part: string): RawBuilder<boolean> {
  return sql<boolean>`(
    ${holds(sql`area.name`, part)}
    or area.code = any(array(select former.code from area_former_name as former where ${holds(sql`former.name`, part)}))
  )`;
}

/** Whether a name holds the part as it is written: the index finds the names that hold its characters, in any order. */
function holds(name: RawBuilder<unknown>, part: string): RawBuilder<boolean> {
  return sql<boolean>`(string_to_array(${name}, null) @> string_to_array(${part}, null) and strpos(${name}, ${part}) > 0)`;
}
