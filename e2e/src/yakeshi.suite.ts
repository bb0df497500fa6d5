import { describe, expect, test } from '@jest/globals';
import type { RoleHeld } from '@linli/domain/viewer';
import type { City } from './city.suite.js';
import { TIANJINGHU, YAKESHI } from './tianjinghu.suite.js';

const OFFICER: readonly RoleHeld[] = [{ role: 'COMMUNITY_OFFICER', territory: YAKESHI }];

/** The nine grids of a community whose report withholds every count; what is not told stays so, however it is asked for. */
export function tellOfYakeshi(city: () => City): void {
  const told = async (query: string, roles?: readonly RoleHeld[]) => {
    const { data, errors } = await city().ask(query, roles === undefined ? {} : { roles });
    expect(errors).toEqual([]);
    return data as unknown as YakeshiAnswer;
  };

  describe('Yakeshi', () => {
    test('has nine grids, and finds exactly one of them by each of nine themes', async () => {
      const lists = THEMES.map(
        (theme) =>
          `${theme}: grids(within: "${YAKESHI}", where: { theme: ${theme} }, first: 9) { nodes { themes } totalCount }`,
      );
      const data = await told(`{ grids(within: "${YAKESHI}") { totalCount } ${lists.join('\n')} }`);
      const found = THEMES.map((theme) => [theme, { nodes: [{ themes: [theme] }], totalCount: 1 }]);
      expect(data).toEqual({ grids: { totalCount: 9 }, ...Object.fromEntries(found) });
    });

    test.each([
      ['the public', undefined],
      ['its own officer', OFFICER],
    ])('shows %s every count of every grid as withheld, never as 0', async (_, roles) => {
      const { grids } = await told(`{ grids(within: "${YAKESHI}", first: 9) { nodes { ${COUNTS} } } }`, roles);
      expect(grids.nodes).toEqual(Array.from({ length: 9 }, () => ({ ledger: WITHHELD, households: null })));
    });

    test('comes to no sum and no average, in the community and in the city around', async () => {
      const query = `{
        community: area(code: "${YAKESHI}") { ledger { category count qualifier asOf } gridCoverage { ${COVERAGE} } }
        city: area(code: "150782") { ledger { category count qualifier asOf } gridCoverage { ${COVERAGE} } }
      }`;
      const whole = {
        ledger: WITHHELD,
        gridCoverage: { households: null, buildingsOfUnknownHouseholds: 9, trainingRate: null },
      };
      expect(await told(query, OFFICER)).toEqual({ community: whole, city: whole });
    });
  });

  describe('the ledger of Tianjinghu', () => {
    test('says at least how many households and residents there are, as the report does', async () => {
      const data = await told(`{ area(code: "${TIANJINGHU}") { ledger { category count qualifier asOf } } }`);
      const atLeast = { qualifier: 'AT_LEAST', asOf: '2012-06-30' };
      expect(data).toEqual({
        area: {
          ledger: [
            { category: 'HOUSEHOLDS', count: 4900, ...atLeast },
            { category: 'RESIDENTS', count: 15_000, ...atLeast },
          ],
        },
      });
    });
  });
}

const THEMES = [
  'VOLUNTEERING',
  'LIVELIHOOD',
  'HEART_BRIDGE',
  'CIVILITY',
  'RULE_OF_LAW',
  'SAFETY',
  'SCIENCE',
  'CARE',
  'HOME_BASED_ELDERLY_CARE',
] as const;

const COUNTS = 'ledger { category count qualifier asOf } households';
const COVERAGE = 'households buildingsOfUnknownHouseholds trainingRate';

const WITHHELD = [
  'HOUSEHOLDS',
  'RESIDENTS',
  'VETERANS',
  'ENTERPRISES',
  'NEW_ECONOMIC_ORGANIZATIONS',
  'NEW_SOCIAL_ORGANIZATIONS',
  'PUBLIC_INSTITUTIONS',
].map((category) => ({ category, count: null, qualifier: 'WITHHELD', asOf: '2023-12-31' }));

interface YakeshiAnswer {
  readonly grids: { readonly nodes: readonly unknown[] };
}
