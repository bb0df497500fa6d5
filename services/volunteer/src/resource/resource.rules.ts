import type { CivilDay } from '@linli/domain/civil-time';
import { covers } from '@linli/domain/territory';

export enum ListingStatus {
  OPEN = 'OPEN',
  EXHAUSTED = 'EXHAUSTED',
  CLOSED = 'CLOSED',
}

export enum Measure {
  PERSON_HOUR = 'PERSON_HOUR',
  SESSION = 'SESSION',
  SEAT = 'SEAT',
  PIECE = 'PIECE',
  VEHICLE_TRIP = 'VEHICLE_TRIP',
  VENUE_HOUR = 'VENUE_HOUR',
  PLACE = 'PLACE',
  FEN = 'FEN',
}

export enum ResourceForm {
  PEOPLE = 'PEOPLE',
  GOODS = 'GOODS',
  FUNDS = 'FUNDS',
  VENUE = 'VENUE',
  SKILL = 'SKILL',
  VEHICLE = 'VEHICLE',
  INFORMATION = 'INFORMATION',
}

/** What a resource says about its use. */
export interface Offer {
  readonly status: ListingStatus;
  /** Empty where it can be used anywhere. */
  readonly territories: readonly string[];
  readonly availableFrom: CivilDay | null;
  readonly availableUntil: CivilDay | null;
}

export type OfferRefusal = 'CLOSED' | 'NOT_THERE' | 'NOT_THAT_DAY';

/**
 * Why a community cannot use an offer on a day; null where it can, as far as anything remains. Both days of the offer are days of
 * use. A territory inside the community is enough: the community uses it there.
 */
export function refusalOfUse(offer: Offer, community: string, day: CivilDay): OfferRefusal | null {
  const { status, territories, availableFrom, availableUntil } = offer;
  if (status === ListingStatus.CLOSED) return 'CLOSED';
  const isThere = territories.some((territory) => covers(territory, community) || covers(community, territory));
  if (territories.length > 0 && !isThere) return 'NOT_THERE';
  const isTooEarly = availableFrom !== null && day < availableFrom;
  const isTooLate = availableUntil !== null && day > availableUntil;
  return isTooEarly || isTooLate ? 'NOT_THAT_DAY' : null;
}

/** Whether a quantity is one of a column: whole, and at least 1. The graph lets nothing through that is larger than a column holds. */
export function isQuantity(quantity: number): boolean {
  return Number.isInteger(quantity) && quantity >= 1;
}
