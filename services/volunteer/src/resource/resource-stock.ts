import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { CivilDay } from '@linli/domain/civil-time';
import { isId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { ResourceErrors } from './resource.errors.js';
import { refusalOfUse, type Offer } from './resource.rules.js';

/** A resource as whoever claims it finds it. */
export interface StockedOffer extends Offer {
  readonly id: string;
  readonly title: string;
  readonly remaining: number;
}

/** Where and when a resource is to be used. */
export interface Use {
  readonly community: string;
  readonly day: CivilDay;
}

/** The resource that an input names, not locked: what is decided on it is asked again by the statement that takes. */
export async function offerOf(em: EntityManager, id: string, path: string): Promise<StockedOffer> {
  const { rows } = await sql<StockedOffer>`
    select id, title, remaining, status, territories, available_from as "availableFrom",
      available_until as "availableUntil"
    from resource where id = any(${[id].filter(isId)}::uuid[])`.execute(em.getKysely());
  if (rows[0] === undefined) throw RequestErrors.unknownReference({ path });
  return rows[0];
}

/**
 * Takes a quantity for use in a community on a day, by one statement that finds enough or changes nothing. Who comes to wait for
 * another's claim is judged on what that one leaves.
 */
export async function take(em: EntityManager, offer: StockedOffer, quantity: number, use: Use): Promise<void> {
  assertEnough(offer, quantity, use);
  const { rows } = await sql`
    update resource set remaining = remaining - ${quantity}, version = version + 1
    where id = ${offer.id}::uuid and remaining >= ${quantity} and not closed
      and coalesce(available_from <= ${use.day}::date, true) and coalesce(available_until >= ${use.day}::date, true)
    returning id`.execute(em.getKysely());
  if (rows.length > 0) return;
  const now = await offerOf(em, offer.id, 'input.resource');
  assertEnough(now, quantity, use);
  throw ResourceErrors.exhausted({ title: now.title, remaining: now.remaining });
}

/** Gives a quantity back that was taken; more than was taken would be a defect, which the table refuses. */
export async function giveBack(em: EntityManager, resource: string, quantity: number): Promise<void> {
  const { rows } = await sql`
    update resource set remaining = remaining + ${quantity}, version = version + 1
    where id = ${resource}::uuid and remaining + ${quantity} <= quantity
    returning id`.execute(em.getKysely());
  if (rows.length === 0) throw new Error('a claim gives back more than its resource has given');
}

/** Refuses by name what cannot be used there and then, or is less than is asked for. */
function assertEnough(offer: StockedOffer, quantity: number, { community, day }: Use): void {
  const { title, remaining, territories, availableFrom: from, availableUntil: until } = offer;
  switch (refusalOfUse(offer, community, day)) {
    case 'CLOSED':
      throw ResourceErrors.closed({ title });
    case 'NOT_THERE':
      throw ResourceErrors.notInTerritory({ title, community, allowed: territories });
    case 'NOT_THAT_DAY':
      throw ResourceErrors.notOnThatDay({ title, day, from, until });
    case null:
      if (remaining < quantity) throw ResourceErrors.exhausted({ title, remaining });
  }
}
