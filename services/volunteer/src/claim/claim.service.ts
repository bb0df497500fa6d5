import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { isId, newId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { change, type Asking } from '../asking.js';
import { clearText } from '../clear-text.js';
import { assertKnownCommunity } from '../directory/known-places.js';
import { InputErrors } from '../input.errors.js';
import { assertMay, may, rolesAt } from '../permissions.js';
import { giveBack, offerOf, take } from '../resource/resource-stock.js';
import { isQuantity } from '../resource/resource.rules.js';
import { ClaimRow } from './claim.entity.js';
import { ClaimErrors } from './claim.errors.js';
import { claimEvent } from './claim.events.js';
import { claimIsVisible } from './claim.loaders.js';
import { ClaimStatus, statusAfter } from './claim.rules.js';

const REASON = 500;

/** A claim as it is made. */
export interface NewClaim {
  readonly resource: string;
  readonly community: string;
  readonly quantity: number;
  readonly idempotencyKey?: string | null | undefined;
}

/** Claims: a community takes a part of a resource, and either side may give it back until it is delivered. Each use case gives the claim's id. */
export class ClaimService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Takes so much of a resource for a community, never more than there is, however many ask at once. */
  claim(input: NewClaim): Promise<string> {
    const { resource, community, quantity, idempotencyKey } = input;
    if (!isQuantity(quantity)) throw InputErrors.quantityOutOfBounds({ path: 'input.quantity' });
    assertMay('Mutation.claimResource', this.#asking.viewer, { territories: [community] });
    return change(this.#asking, { operation: 'claimResource', input, idempotencyKey }, async (unit) => {
      await assertKnownCommunity(unit.em, community, 'input.community');
      const offer = await offerOf(unit.em, resource, 'input.resource');
      await take(unit.em, offer, quantity, { community, day: this.#asking.today });
      const row = unit.em.create(ClaimRow, {
        id: newId(),
        resource: offer.id,
        community,
        quantity,
        status: ClaimStatus.CLAIMED,
        statusReason: null,
        scheduledFor: null,
        deliveredQuantity: null,
        rating: null,
      });
      await unit.em.flush();
      unit.publish(claimEvent('ResourceClaimed', row));
      unit.audit({ type: 'claim', id: row.id, territory: community });
      return row.id;
    });
  }

  /** Gives the claimed part back to the resource. */
  withdraw(id: string, reason: string): Promise<string> {
    const statusReason = clearText(reason, REASON, 'reason');
    return change(this.#asking, { operation: 'withdrawClaim', input: { id, reason } }, async (unit) => {
      const row = await this.#lock(unit.em, id);
      const status = statusAfter(row.status, 'WITHDRAW');
      if (status === null) throw ClaimErrors.moveNotAllowed({ status: row.status });
      unit.em.assign(row, { status, statusReason });
      await unit.em.flush();
      await giveBack(unit.em, row.resource, row.quantity);
      unit.publish(claimEvent('ClaimWithdrawn', row));
      unit.audit({ type: 'claim', id: row.id, territory: row.community });
      return row.id;
    });
  }

  /** The claim for one of its sides; for others it is theirs to see but not to change, or not there. */
  async #lock(em: EntityManager, id: string): Promise<ClaimRow> {
    const row = isId(id) ? await em.findOne(ClaimRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
    if (row === null) throw RequestErrors.notFound({ path: 'id' });
    const { viewer } = this.#asking;
    const { rows } = await sql<{ unit: string; visible: boolean }>`
      select resource.unit, ${claimIsVisible(viewer)} as visible
      from claim join resource on resource.id = claim.resource where claim.id = ${row.id}::uuid`.execute(
      em.getKysely(),
    );
    const [side] = rows;
    if (
      side !== undefined &&
      may('Mutation.withdrawClaim', viewer, { territories: [row.community], unit: side.unit })
    ) {
      return row;
    }
    throw side?.visible === true
      ? RequestErrors.forbidden({ allowed: [...rolesAt('Mutation.withdrawClaim')] })
      : RequestErrors.notFound({ path: 'id' });
  }
}
