import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { CivilDay } from '@linli/domain/civil-time';
import { isId, newId } from '@linli/persistence/columns';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { listResources, openAgreement } from '../agreement/agreement-resources.js';
import { change, type Asking } from '../asking.js';
import { clearText } from '../clear-text.js';
import { assertKnownPlaces } from '../directory/known-places.js';
import { InputErrors } from '../input.errors.js';
import { assertMay, may, rolesAt } from '../permissions.js';
import { assertActive, referredUnit } from '../unit/known-unit.js';
import { placesOfUnit } from '../unit/unit-places.js';
import { ResourceRow } from './resource.entity.js';
import { ResourceErrors } from './resource.errors.js';
import { resourceEvent, type ResourceEventType } from './resource.events.js';
import { resourceIsVisible } from './resource.loaders.js';
import { isQuantity, type Measure, type ResourceForm } from './resource.rules.js';
import type { ServiceField } from './service-field.rules.js';

const TITLE = 200;
const MOST_TERRITORIES = 100;

/** A resource as it is registered. */
export interface NewResource {
  readonly unit: string;
  readonly title: string;
  readonly field: ServiceField;
  readonly form: ResourceForm;
  readonly quantity: number;
  readonly measure: Measure;
  readonly availableFrom?: CivilDay | null | undefined;
  readonly availableUntil?: CivilDay | null | undefined;
  readonly territories?: readonly string[] | null | undefined;
  readonly agreement?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** What is changed of a resource; a day that is null is taken off, anything else that is not there stays. */
export interface ResourceChange {
  readonly title?: string | null | undefined;
  readonly quantity?: number | null | undefined;
  readonly availableFrom?: CivilDay | null | undefined;
  readonly availableUntil?: CivilDay | null | undefined;
}

/** What units offer: registered, changed and closed by the unit or for it. Each use case gives the resource's id. */
export class ResourceService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  register(input: NewResource): Promise<string> {
    const title = clearText(input.title, TITLE, 'input.title');
    assertQuantity(input.quantity);
    assertDays(input.availableFrom ?? null, input.availableUntil ?? null);
    const territories = [...new Set(input.territories ?? [])];
    if (territories.length > MOST_TERRITORIES) {
      throw InputErrors.tooMany({ path: 'input.territories', most: MOST_TERRITORIES });
    }
    const { idempotencyKey, field, form, quantity, measure, agreement } = input;
    return change(this.#asking, { operation: 'registerResource', input, idempotencyKey }, async (unit) => {
      const { em } = unit;
      const offering = await referredUnit(em, input.unit, 'input.unit');
      const standing = { territories: offering.communities, unit: offering.row.id };
      assertMay('Mutation.registerResource', this.#asking.viewer, standing);
      assertActive(offering, 'input.unit');
      await assertKnownPlaces(em, territories, this.#asking.today, 'input.territories');
      const row = em.create(ResourceRow, {
        id: newId(),
        unit: offering.row.id,
        title,
        field,
        form,
        quantity,
        measure,
        remaining: quantity,
        availableFrom: input.availableFrom ?? null,
        availableUntil: input.availableUntil ?? null,
        territories,
        closed: false,
      });
      await em.flush();
      if (agreement) {
        const listing = await openAgreement(em, agreement, row.unit, 'input.agreement');
        await listResources(em, listing, [row.id], 'input.agreement');
      }
      this.#announce(unit, row, offering.communities, 'ResourceRegistered');
      return row.id;
    });
  }

  update(id: string, input: ResourceChange): Promise<string> {
    const title = input.title ? clearText(input.title, TITLE, 'input.title') : null;
    const quantity = input.quantity ?? null;
    if (quantity !== null) assertQuantity(quantity);
    return change(this.#asking, { operation: 'updateResource', input: { id, input } }, async (unit) => {
      const { row, communities } = await this.#lock(unit.em, id, 'Mutation.updateResource');
      const { availableFrom = row.availableFrom, availableUntil = row.availableUntil } = input;
      assertDays(availableFrom, availableUntil);
      if (quantity !== null) await resize(unit.em, row, quantity);
      unit.em.assign(row, { title: title ?? row.title, availableFrom, availableUntil });
      await unit.em.flush();
      this.#announce(unit, row, communities, 'ResourceChanged');
      return row.id;
    });
  }

  /** Ends the offer. What was claimed of it stands. */
  close(id: string): Promise<string> {
    return change(this.#asking, { operation: 'closeResource', input: { id } }, async (unit) => {
      const { row, communities } = await this.#lock(unit.em, id, 'Mutation.closeResource');
      row.closed = true;
      await unit.em.flush();
      this.#announce(unit, row, communities, 'ResourceClosed');
      return row.id;
    });
  }

  /** The open resource for whoever may change it; for others it is theirs to see but not to change, or not there. */
  async #lock(
    em: EntityManager,
    id: string,
    entrance: 'Mutation.updateResource' | 'Mutation.closeResource',
  ): Promise<{ row: ResourceRow; communities: readonly string[] }> {
    const row = isId(id) ? await em.findOne(ResourceRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
    if (row === null) throw RequestErrors.notFound({ path: 'id' });
    const { communities } = await placesOfUnit(em, row.unit);
    const { viewer } = this.#asking;
    if (!may(entrance, viewer, { territories: communities, unit: row.unit })) {
      const seen = await sql`
        select from resource where id = ${row.id}::uuid and ${resourceIsVisible(viewer)}`.execute(em.getKysely());
      throw seen.rows.length > 0
        ? RequestErrors.forbidden({ allowed: [...rolesAt(entrance)] })
        : RequestErrors.notFound({ path: 'id' });
    }
    if (row.closed) throw ResourceErrors.closed({ title: row.title });
    return { row, communities };
  }

  #announce(unit: UnitOfWork, row: ResourceRow, communities: readonly string[], type: ResourceEventType): void {
    unit.publish(resourceEvent(type, row));
    unit.audit({ type: 'resource', id: row.id, territory: communities[0] ?? null });
  }
}

/** What is claimed stays claimed: one conditional statement moves quantity and remainder together, or nothing. */
async function resize(em: EntityManager, row: ResourceRow, quantity: number): Promise<void> {
  const { rows } = await sql`
    update resource set quantity = ${quantity}, remaining = remaining + (${quantity} - quantity), version = version + 1
    where id = ${row.id}::uuid and quantity - remaining <= ${quantity}
    returning id`.execute(em.getKysely());
  if (rows.length === 0) {
    throw ResourceErrors.belowClaimed({ title: row.title, claimed: row.quantity - row.remaining });
  }
  await em.refresh(row);
}

function assertQuantity(quantity: number): void {
  if (!isQuantity(quantity)) throw InputErrors.quantityOutOfBounds({ path: 'input.quantity' });
}

function assertDays(from: CivilDay | null, until: CivilDay | null): void {
  if (from !== null && until !== null && until < from) throw InputErrors.daysCrossed({ path: 'input.availableUntil' });
}
