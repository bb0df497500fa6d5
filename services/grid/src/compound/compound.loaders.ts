import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import { isId } from '@linli/persistence/columns';
import { connectionOf, pageOf, type Connection, type Page, type AskedPage } from '@linli/subgraph/connection';
import type { CursorSigner } from '@linli/subgraph/cursor';
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
import type { CompoundKind, PropertyManagement } from './compound.rules.js';

export interface CompoundRecord {
  readonly id: string;
  readonly community: string;
  readonly name: string;
  readonly kind: CompoundKind;
  readonly propertyManagement: PropertyManagement;
  readonly plan: string | null;
}

const COMPOUND = sql`
  compound.id, compound.community, compound.name, compound.kind, compound.property_management as "propertyManagement",
  compound.plan`;

/** Compounds as one request reads them. */
export class CompoundLoaders {
  readonly #reader: Reader;
  readonly #cursors: CursorSigner;
  readonly #byId: DataLoader<string, CompoundRecord | null>;
  readonly #pages: BatchedByArguments<Page, CompoundRecord[]>;
  readonly #counts: BatchedByArguments<null, number>;

  constructor(reader: Reader, cursors: CursorSigner) {
    this.#reader = reader;
    this.#cursors = cursors;
    this.#byId = byKey(
      (ids) => this.#find(ids),
      (compound) => compound.id,
    );
    this.#pages = new BatchedByArguments<Page, CompoundRecord[]>([], (areas, page) => this.#findIn(areas, page));
    this.#counts = new BatchedByArguments(0, (areas) => this.#countIn(areas));
  }

  async byId(id: string): Promise<CompoundRecord | null> {
    return isId(id) ? this.#byId.load(id.toLowerCase()) : null;
  }

  /** By community, then by name. */
  async inTerritory(code: string, asked: AskedPage): Promise<Connection<CompoundRecord>> {
    const page = pageOf(this.#cursors, 'compounds', asked);
    const rows = await this.#pages.load(code, page);
    return connectionOf(this.#cursors, page, rows, {
      keys: (compound) => [compound.community, compound.name, compound.id],
      node: (compound) => compound,
      total: () => this.#counts.load(code, null),
    });
  }

  async #find(ids: readonly string[]): Promise<CompoundRecord[]> {
    const { rows } = await sql<CompoundRecord>`
      select ${COMPOUND} from compound where id = any(${[...ids]}::uuid[])`.execute(this.#reader);
    return rows;
  }

  async #findIn(areas: readonly string[], page: Page): Promise<Map<string, CompoundRecord[]>> {
    const [community, name, id] = page.after ?? [];
    const isAfter = page.after
      ? sql`(compound.community, compound.name, compound.id) > (${community}, ${name}, ${id}::uuid)`
      : ANY;
    const { rows } = await sql<Of<CompoundRecord>>`
      select parent.code as of, found.* from ${subtreesOf(areas)} cross join lateral (
        select ${COMPOUND} from compound
        where compound.community >= parent.code and compound.community < parent.until and ${isAfter}
        order by compound.community, compound.name, compound.id limit ${page.first + 1}
      ) as found order by found.community, found.name, found.id`.execute(this.#reader);
    return Map.groupBy(rows, (row) => row.of);
  }

  async #countIn(areas: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await sql<CountRow>`
      select parent.code as of, count(*)::int as count from ${subtreesOf(areas)}
      join compound on compound.community >= parent.code and compound.community < parent.until
      group by parent.code`.execute(this.#reader);
    return countsByParent(rows);
  }
}
