import type DataLoader from 'dataloader';
import { sql, type RawBuilder } from 'kysely';
import type { Viewer } from '@linli/domain/viewer';
import { isId } from '@linli/persistence/columns';
import { connectionOf, pageOf, type Connection, type Page, type AskedPage } from '@linli/subgraph/connection';
import type { CursorSigner } from '@linli/subgraph/cursor';
import {
  ANY,
  BatchedByArguments,
  byKey,
  listsByParent,
  countsByParent,
  idsOf,
  subtreesOf,
  type CountRow,
  type Of,
  type Reader,
} from '@linli/persistence/batched-reads';
import { represents, worksIn } from '../visibility.js';
import { AgreementStatus, type Signatures } from './agreement.rules.js';

export interface AgreementRecord extends Signatures {
  readonly id: string;
  readonly community: string;
  readonly unit: string;
  readonly status: AgreementStatus;
  readonly title: string;
  readonly text: string;
  readonly endsOn: string | null;
}

interface Listed {
  readonly status: AgreementStatus | null;
  readonly page: Page;
}

const AGREEMENT = sql`
  agreement.id, agreement.community, agreement.unit, agreement.status, agreement.title, agreement.text,
  agreement.signed_by_community_on as "signedByCommunityOn", agreement.signed_by_unit_on as "signedByUnitOn",
  agreement.ends_on as "endsOn"`;
const IN_TERRITORY = sql<boolean>`agreement.community >= parent.code and agreement.community < parent.until`;

/** Agreements as this viewer may see them: a draft is its sides' own affair. */
export class AgreementLoaders {
  readonly #reader: Reader;
  readonly #cursors: CursorSigner;
  readonly #isVisible: RawBuilder<boolean>;
  readonly #byId: DataLoader<string, AgreementRecord | null>;
  readonly #pages: BatchedByArguments<Listed, Of<AgreementRecord>[]>;
  readonly #counts: BatchedByArguments<AgreementStatus | null, number>;
  readonly #ofUnits: BatchedByArguments<null, Of<AgreementRecord>[]>;

  constructor(reader: Reader, cursors: CursorSigner, viewer: Viewer) {
    this.#reader = reader;
    this.#cursors = cursors;
    this.#isVisible = agreementIsVisible(viewer);
    this.#byId = byKey(
      (ids) => this.#find(ids),
      (agreement) => agreement.id,
    );
    this.#pages = new BatchedByArguments<Listed, Of<AgreementRecord>[]>([], (codes, listed) =>
      this.#findIn(codes, listed),
    );
    this.#counts = new BatchedByArguments(0, (codes, status) => this.#countIn(codes, status));
    this.#ofUnits = new BatchedByArguments<null, Of<AgreementRecord>[]>([], (units) => this.#findOfUnits(units));
  }

  async byId(id: string): Promise<AgreementRecord | null> {
    return isId(id) ? this.#byId.load(id.toLowerCase()) : null;
  }

  /** Agreements of the communities of a territory, the last drafted first. */
  async inTerritory(
    code: string,
    status: AgreementStatus | null,
    asked: AskedPage,
  ): Promise<Connection<AgreementRecord>> {
    const page = pageOf(this.#cursors, 'agreements', asked);
    return connectionOf(this.#cursors, page, await this.#pages.load(code, { status, page }), {
      keys: (agreement) => [agreement.id],
      node: (agreement) => agreement,
      total: () => this.#counts.load(code, status),
    });
  }

  ofUnit(unit: string): Promise<AgreementRecord[]> {
    return this.#ofUnits.load(unit, null);
  }

  async #find(ids: readonly string[]): Promise<AgreementRecord[]> {
    const { rows } = await sql<AgreementRecord>`
      select ${AGREEMENT} from agreement
      where id = any(${[...ids]}::uuid[]) and ${this.#isVisible}`.execute(this.#reader);
    return rows;
  }

  async #findIn(codes: readonly string[], { status, page }: Listed): Promise<Map<string, Of<AgreementRecord>[]>> {
    const [id] = page.after ?? [];
    const isAfter = id === undefined ? ANY : sql`agreement.id < ${id}::uuid`;
    const { rows } = await sql<Of<AgreementRecord>>`
      select parent.code as of, found.* from ${subtreesOf(codes)} cross join lateral (
        select ${AGREEMENT} from agreement
        where ${IN_TERRITORY} and ${isAfter} and ${this.#isVisible} and ${has(status)}
        order by agreement.id desc limit ${page.first + 1}
      ) as found order by found.id desc`.execute(this.#reader);
    return listsByParent(rows);
  }

  async #countIn(codes: readonly string[], status: AgreementStatus | null): Promise<ReadonlyMap<string, number>> {
    const { rows } = await sql<CountRow>`
      select parent.code as of, count(*)::int as count from ${subtreesOf(codes)}
      join agreement on ${IN_TERRITORY} and ${this.#isVisible} and ${has(status)}
      group by parent.code`.execute(this.#reader);
    return countsByParent(rows);
  }

  async #findOfUnits(units: readonly string[]): Promise<Map<string, Of<AgreementRecord>[]>> {
    const { rows } = await sql<Of<AgreementRecord>>`
      select parent.id as of, ${AGREEMENT} from ${idsOf(units)} join agreement on agreement.unit = parent.id
      where ${this.#isVisible} order by agreement.id desc`.execute(this.#reader);
    return listsByParent(rows);
  }
}

/** Condition on `agreement` that the viewer may see it. */
export function agreementIsVisible(viewer: Viewer): RawBuilder<boolean> {
  return sql`(
    agreement.status <> ${AgreementStatus.DRAFT} or ${represents(viewer, sql`agreement.unit`)}
    or ${worksIn(viewer, sql`agreement.community`)})`;
}

function has(status: AgreementStatus | null): RawBuilder<boolean> {
  return status ? sql`agreement.status = ${status}` : ANY;
}
