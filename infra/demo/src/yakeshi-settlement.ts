import type { Gateway } from './gateway.js';
import { recordLedger } from './ledgers.js';
import { YAKESHI_CLERK as CLERK } from './people.js';
import { createBuilding, createGrid } from './places.js';
import { FEATURED_GRIDS, WITHHELD_CATEGORIES, YAKESHI } from './yakeshi.js';

const WITHHELD = WITHHELD_CATEGORIES.map((category) => ({ category, qualifier: 'WITHHELD' }));

/** Enters the nine grids of Yakeshi, a building in each, and ledgers in which every count is withheld. */
export async function settleYakeshi(gateway: Gateway): Promise<void> {
  const codes: string[] = [];
  for (const [n, { name, theme }] of FEATURED_GRIDS.entries()) {
    const input = { community: YAKESHI.code, name, themes: [theme] };
    codes.push((await createGrid(gateway, CLERK, `yakeshi:grid:${n}`, input)).code);
  }
  await Promise.all(
    codes.flatMap((grid, n) => [
      createBuilding(gateway, CLERK, `yakeshi:building:${n}`, { grid, compound: undefined, number: `${n + 1}号楼` }),
      recordLedger(gateway, CLERK, `yakeshi:ledger:${n}`, { territory: grid, asOf: YAKESHI.asOf, entries: WITHHELD }),
    ]),
  );
}
