import type { CivilDay } from '@linli/domain/civil-time';

/** What a ledger (台账) counts. */
export enum LedgerCategory {
  HOUSEHOLDS = 'HOUSEHOLDS',
  RESIDENTS = 'RESIDENTS',
  FLOATING_POPULATION = 'FLOATING_POPULATION',
  ELDERLY_LIVING_ALONE = 'ELDERLY_LIVING_ALONE',
  DISABLED = 'DISABLED',
  SUBSISTENCE_ALLOWANCE = 'SUBSISTENCE_ALLOWANCE',
  CHILDREN_IN_NEED = 'CHILDREN_IN_NEED',
  VETERANS = 'VETERANS',
  RETIRED_PARTY_MEMBERS = 'RETIRED_PARTY_MEMBERS',
  ENTERPRISES = 'ENTERPRISES',
  NEW_ECONOMIC_ORGANIZATIONS = 'NEW_ECONOMIC_ORGANIZATIONS',
  NEW_SOCIAL_ORGANIZATIONS = 'NEW_SOCIAL_ORGANIZATIONS',
  PUBLIC_INSTITUTIONS = 'PUBLIC_INSTITUTIONS',
  RENTAL_HOMES = 'RENTAL_HOMES',
}

/** How a count is meant. */
export enum FigureQualifier {
  EXACT = 'EXACT',
  AT_LEAST = 'AT_LEAST',
  ABOUT = 'ABOUT',
  WITHHELD = 'WITHHELD',
}

/** Categories that count things and not people: nobody is given away by a small one. */
const THINGS: readonly LedgerCategory[] = [
  LedgerCategory.HOUSEHOLDS,
  LedgerCategory.ENTERPRISES,
  LedgerCategory.NEW_ECONOMIC_ORGANIZATIONS,
  LedgerCategory.NEW_SOCIAL_ORGANIZATIONS,
  LedgerCategory.PUBLIC_INSTITUTIONS,
  LedgerCategory.RENTAL_HOMES,
];

/** More than any province has of anything that a ledger counts. */
const MOST = 200_000_000;

/** One count of a ledger as it is entered. */
export interface NewLedgerEntry {
  readonly category: LedgerCategory;
  readonly count?: number | null;
  readonly qualifier: FigureQualifier;
}

export type LedgerFault =
  | 'NOTHING_ENTERED'
  | 'ENTERED_TWICE'
  | 'WITHHELD_HAS_NO_COUNT'
  | 'COUNT_NEEDED'
  | 'COUNT_OUT_OF_BOUNDS'
  | 'IN_THE_FUTURE';

export function countsPeople(category: LedgerCategory): boolean {
  return !THINGS.includes(category);
}

/** What is wrong with what is entered for a day, and the path of the first input that is; null where nothing is. */
export function faultInLedger(
  entries: readonly NewLedgerEntry[],
  asOf: CivilDay,
  today: CivilDay,
): { fault: LedgerFault; path: string } | null {
  if (asOf > today) return { fault: 'IN_THE_FUTURE', path: 'asOf' };
  if (entries.length === 0) return { fault: 'NOTHING_ENTERED', path: 'entries' };
  for (const [at, entry] of entries.entries()) {
    if (entries.findIndex(({ category }) => category === entry.category) < at) {
      return { fault: 'ENTERED_TWICE', path: `entries.${at}.category` };
    }
    const fault = faultInCount(entry);
    if (fault !== null) return { fault, path: `entries.${at}.count` };
  }
  return null;
}

function faultInCount({ count = null, qualifier }: NewLedgerEntry): LedgerFault | null {
  if (qualifier === FigureQualifier.WITHHELD) return count === null ? null : 'WITHHELD_HAS_NO_COUNT';
  if (count === null) return 'COUNT_NEEDED';
  return count >= 0 && count <= MOST ? null : 'COUNT_OUT_OF_BOUNDS';
}
