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
import { represents, worksSomewhere } from '../visibility.js';
import type { ListingStatus, Measure, Offer, ResourceForm } from './resource.rules.js';
import type { ServiceField } from './service-field.rules.js';

export interface ResourceRecord extends Offer {
  readonly id: string;
  readonly unit: string;
  readonly title: string;
  readonly field: ServiceField;
  readonly form: ResourceForm;
  readonly quantity: number;
  readonly measure: Measure;
  readonly remaining: number;
}

/** What leaves some resources. `within`: those that can be used somewhere in the territory. */
export interface ResourcesWanted {
  readonly within?: string | null;
  readonly field?: ServiceField | null;
  readonly form?: ResourceForm | null;
  readonly status?: ListingStatus | null;
}

interface Listed {
  readonly wanted: ResourcesWanted;
  readonly page: Page;
}

const RESOURCE = sql`
  resource.id, resource.unit, resource.title, resource.field, resource.form, resource.quantity, resource.measure,
  resource.remaining, resource.available_from as "availableFrom", resource.available_until as "availableUntil",
  resource.territories, resource.status`;

/** Resources as this viewer may see them. */
export class ResourceLoaders {
  readonly #reader: Reader;
  readonly #cursors: CursorSigner;
  readonly #isVisible: RawBuilder<boolean>;
  readonly #byId: DataLoader<string, ResourceRecord | null>;
  readonly #ofUnits: BatchedByArguments<Listed, Of<ResourceRecord>[]>;
  readonly #countsOfUnits: BatchedByArguments<ResourcesWanted, number>;
  readonly #ofAgreements: BatchedByArguments<null, Of<ResourceRecord>[]>;

  constructor(reader: Reader, cursors: CursorSigner, viewer: Viewer) {
    this.#reader = reader;
    this.#cursors = cursors;
    this.#isVisible = resourceIsVisible(viewer);
    this.#byId = byKey(
      (ids) => this.#find(ids),
      (resource) => resource.id,
    );
    this.#ofUnits = new BatchedByArguments<Listed, Of<ResourceRecord>[]>([], (units, listed) =>
      this.#findOfUnits(units, listed),
    );
    this.#countsOfUnits = new BatchedByArguments(0, (units, wanted) => this.#countOfUnits(units, wanted));
    this.#ofAgreements = new BatchedByArguments<null, Of<ResourceRecord>[]>([], (ids) => this.#findOfAgreements(ids));
  }

  async byId(id: string): Promise<ResourceRecord | null> {
    return isId(id) ? this.#byId.load(id.toLowerCase()) : null;
  }

  /** The last registered first. */
  async list(wanted: ResourcesWanted, asked: AskedPage): Promise<Connection<ResourceRecord>> {
    const page = pageOf(this.#cursors, 'resources', asked);
    const { rows } = await sql<ResourceRecord>`
      select ${RESOURCE} from resource where ${isAfter(page)} and ${this.#are(wanted)}
      order by resource.id desc limit ${page.first + 1}`.execute(this.#reader);
    return this.#connection(page, rows, () => this.#count(wanted));
  }

  async ofUnit(unit: string, status: ListingStatus | null, asked: AskedPage): Promise<Connection<ResourceRecord>> {
    const page = pageOf(this.#cursors, 'resources', asked);
    const rows = await this.#ofUnits.load(unit, { wanted: { status }, page });
    return this.#connection(page, rows, () => this.#countsOfUnits.load(unit, { status }));
  }

  ofAgreement(agreement: string): Promise<ResourceRecord[]> {
    return this.#ofAgreements.load(agreement, null);
  }

  #connection(page: Page, rows: readonly ResourceRecord[], total: () => Promise<number>): Connection<ResourceRecord> {
    return connectionOf(this.#cursors, page, rows, {
      keys: (resource) => [resource.id],
      node: (resource) => resource,
      total,
    });
  }

  async #find(ids: readonly string[]): Promise<ResourceRecord[]> {
    const { rows } = await sql<ResourceRecord>`
      select ${RESOURCE} from resource where id = any(${[...ids]}::uuid[]) and ${this.#isVisible}`.execute(
      this.#reader,
    );
    return rows;
  }

  async #count(wanted: ResourcesWanted): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from resource where ${this.#are(wanted)}`.execute(this.#reader);
    return rows[0]?.count ?? 0;
  }

  async #findOfUnits(units: readonly string[], { wanted, page }: Listed): Promise<Map<string, Of<ResourceRecord>[]>> {
    const { rows } = await sql<Of<ResourceRecord>>`
      select parent.id as of, found.* from ${idsOf(units)} cross join lateral (
        select ${RESOURCE} from resource
        where resource.unit = parent.id and ${isAfter(page)} and ${this.#are(wanted)}
        order by resource.id desc limit ${page.first + 1}
      ) as found order by found.id desc`.execute(this.#reader);
    return listsByParent(rows);
  }

  async #countOfUnits(units: readonly string[], wanted: ResourcesWanted): Promise<ReadonlyMap<string, number>> {
    const { rows } = await sql<CountRow>`
      select parent.id as of, count(*)::int as count from ${idsOf(units)}
      join resource on resource.unit = parent.id and ${this.#are(wanted)}
      group by parent.id`.execute(this.#reader);
    return countsByParent(rows);
  }

  async #findOfAgreements(agreements: readonly string[]): Promise<Map<string, Of<ResourceRecord>[]>> {
    const { rows } = await sql<Of<ResourceRecord>>`
      select parent.id as of, ${RESOURCE} from ${idsOf(agreements)}
      join agreement_resource listed on listed.agreement = parent.id
      join resource on resource.id = listed.resource
      where ${this.#isVisible} order by resource.id`.execute(this.#reader);
    return listsByParent(rows);
  }

  #are({ within, field, form, status }: ResourcesWanted): RawBuilder<boolean> {
    return sql`${this.#isVisible}
      and ${field ? sql`resource.field = ${field}` : ANY}
      and ${form ? sql`resource.form = ${form}` : ANY}
      and ${status ? sql`resource.status = ${status}` : ANY}
      and ${within ? canBeUsedIn(within) : ANY}`;
  }
}

/** Condition on `resource` that the viewer may see it: what is closed is no offer any more. */
export function resourceIsVisible(viewer: Viewer): RawBuilder<boolean> {
  return worksSomewhere(viewer) ? ANY : sql`(not resource.closed or ${represents(viewer, sql`resource.unit`)})`;
}

function canBeUsedIn(territory: string): RawBuilder<boolean> {
  return sql`(cardinality(resource.territories) = 0 or exists (
    select from unnest(resource.territories) as place (code)
    where starts_with(place.code, ${territory}) or starts_with(${territory}, place.code)))`;
}

function isAfter(page: Page): RawBuilder<boolean> {
  const [id] = page.after ?? [];
  return id === undefined ? ANY : sql`resource.id < ${id}::uuid`;
}
