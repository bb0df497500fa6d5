import type { Gateway } from './gateway.js';
import { CLERK } from './people.js';
import type { DemoPerson } from './people.js';
import { TIANJINGHU } from './tianjinghu.js';

/** Counts of a territory as of a day; one without a count is withheld. */
export interface RecordedLedger {
  readonly territory: string;
  readonly asOf: string;
  readonly entries: readonly { readonly category: string; readonly count?: number; readonly qualifier: string }[];
}

/** Enters what the report counts of Tianjinghu: 「居民4900多户，总人口15000多人」. */
export function recordTianjinghu(gateway: Gateway): Promise<void> {
  const { code: territory, asOf, households, residents } = TIANJINGHU;
  const entries = [
    { category: 'HOUSEHOLDS', count: households, qualifier: 'AT_LEAST' },
    { category: 'RESIDENTS', count: residents, qualifier: 'AT_LEAST' },
  ];
  return recordLedger(gateway, CLERK, 'ledger', { territory, asOf, entries });
}

/** Enters a ledger. */
export async function recordLedger(
  gateway: Gateway,
  by: DemoPerson,
  key: string,
  ledger: RecordedLedger,
): Promise<void> {
  const document = `mutation ($territory: TerritoryCode!, $asOf: Date!, $entries: [LedgerEntryInput!]!) {
    recordLedger(territory: $territory, asOf: $asOf, entries: $entries) { category }
  }`;
  await gateway.ask({ by, document, variables: { ...ledger }, key });
}
