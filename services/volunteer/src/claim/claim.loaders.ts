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
  type CountRow,
  type Of,
  type Reader,
} from '@linli/persistence/batched-reads';
import { represents, worksIn } from '../visibility.js';
import { OPEN_CLAIMS, type ClaimStatus } from './claim.rules.js';

export interface ClaimRecord {
  readonly id: string;
  readonly resource: string;
  readonly community: string;
  readonly quantity: number;
  readonly status: ClaimStatus;
  readonly scheduledFor: string | null;
  readonly deliveredQuantity: number | null;
  readonly rating: number | null;
}

interface Listed {
  readonly status: ClaimStatus | null;
  readonly page: Page;
}

const CLAIM = sql`
  claim.id, claim.resource, claim.community, claim.quantity, claim.status, claim.scheduled_for as "scheduledFor",
  claim.delivered_quantity as "deliveredQuantity", claim.rating`;
const WITH_RESOURCE = sql`claim join resource on resource.id = claim.resource`;

/** Claims as this viewer may see them. */
export class ClaimLoaders {
  readonly #reader: Reader;
  readonly #cursors: CursorSigner;
  readonly #isVisible: RawBuilder<boolean>;
  readonly #byId: DataLoader<string, ClaimRecord | null>;
  readonly #pages: BatchedByArguments<Listed, Of<ClaimRecord>[]>;
  readonly #counts: BatchedByArguments<ClaimStatus | null, number>;

  constructor(reader: Reader, cursors: CursorSigner, viewer: Viewer) {
    this.#reader = reader;
    this.#cursors = cursors;
    this.#isVisible = claimIsVisible(viewer);
    this.#byId = byKey(
      (ids) => this.#find(ids),
      (claim) => claim.id,
    );
    this.#pages = new BatchedByArguments<Listed, Of<ClaimRecord>[]>([], (ids, listed) => this.#findOf(ids, listed));
    this.#counts = new BatchedByArguments(0, (ids, status) => this.#countOf(ids, status));
  }

  async byId(id: string): Promise<ClaimRecord | null> {
    return isId(id) ? this.#byId.load(id.toLowerCase()) : null;
  }

  /** The last made first. */
  async ofResource(resource: string, status: ClaimStatus | null, asked: AskedPage): Promise<Connection<ClaimRecord>> {
    const page = pageOf(this.#cursors, 'claims', asked);
    return connectionOf(this.#cursors, page, await this.#pages.load(resource, { status, page }), {
      keys: (claim) => [claim.id],
      node: (claim) => claim,
      total: () => this.#counts.load(resource, status),
    });
  }

  async #find(ids: readonly string[]): Promise<ClaimRecord[]> {
    const { rows } = await sql<ClaimRecord>`
      select ${CLAIM} from ${WITH_RESOURCE}
      where claim.id = any(${[...ids]}::uuid[]) and ${this.#isVisible}`.execute(this.#reader);
    return rows;
  }

  async #findOf(resources: readonly string[], { status, page }: Listed): Promise<Map<string, Of<ClaimRecord>[]>> {
    const [id] = page.after ?? [];
    const isAfter = id === undefined ? ANY : sql`claim.id < ${id}::uuid`;
    const { rows } = await sql<Of<ClaimRecord>>`
      select parent.id as of, found.* from ${idsOf(resources)} cross join lateral (
        select ${CLAIM} from ${WITH_RESOURCE}
        where claim.resource = parent.id and ${isAfter} and ${this.#isVisible} and ${has(status)}
        order by claim.id desc limit ${page.first + 1}
      ) as found order by found.id desc`.execute(this.#reader);
    return listsByParent(rows);
  }

  async #countOf(resources: readonly string[], status: ClaimStatus | null): Promise<ReadonlyMap<string, number>> {
    const { rows } = await sql<CountRow>`
      select claim.resource as of, count(*)::int as count from ${WITH_RESOURCE}
      where claim.resource = any(${[...resources]}::uuid[]) and ${this.#isVisible} and ${has(status)}
      group by claim.resource`.execute(this.#reader);
    return countsByParent(rows);
  }
}

/**
 * Condition on `claim` and its `resource` that the viewer may see the claim: the unit and those who work in the community see all,
 * anyone else those on which something is still to come, as long as the offer itself can be seen.
 */
export function claimIsVisible(viewer: Viewer): RawBuilder<boolean> {
  return sql`(
    (claim.status = any(${[...OPEN_CLAIMS]}::text[]) and not resource.closed)
    or ${represents(viewer, sql`resource.unit`)} or ${worksIn(viewer, sql`claim.community`)})`;
}

function has(status: ClaimStatus | null): RawBuilder<boolean> {
  return status ? sql`claim.status = ${status}` : ANY;
}
