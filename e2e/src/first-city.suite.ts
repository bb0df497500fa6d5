import { describe, expect, test } from '@jest/globals';
import type { Answer, City } from './city.suite.js';
import { OFFICER, TIANJINGHU } from './tianjinghu.suite.js';

/** The community with its places and cases alone, as grid and cases answer it between them. */
const FIRST_CITY = `query FirstCity {
  area(code: "${TIANJINGHU}") {
    name
    ancestors { name }
    gridCoverage { compounds grids buildings households }
    openCases
    grids(first: 50) { nodes { code openCases buildings(first: 60) { nodes { number openCases } } } }
    cases(first: 5) { nodes { number status title grid { code } } }
  }
}`;

const COVERAGE = { compounds: 4, grids: 19, buildings: 245, households: 4900 };

/** What the demo city shows of its places and cases. */
export function tellOfTheFirstCity(city: () => City): void {
  describe('a query of places and cases', () => {
    test('shows the community officer the whole community and its five newest cases', async () => {
      const answer = await city().ask(FIRST_CITY, { roles: OFFICER });
      expect(answer.errors).toEqual([]);
      const area = areaOf(answer);
      expect(area.gridCoverage).toEqual(COVERAGE);
      expect(buildingsOf(area)).toHaveLength(245);
      expect(area.openCases).toBe(68);
      expect(area.cases.nodes).toHaveLength(5);
    });

    test('shows the public the same community without its cases', async () => {
      const answer = await city().ask(FIRST_CITY);
      expect(answer.errors).toEqual([]);
      const area = areaOf(answer);
      expect(area.gridCoverage).toEqual(COVERAGE);
      expect(buildingsOf(area)).toHaveLength(245);
      expect(area.cases.nodes).toEqual([]);
    });

    test('takes 2 requests to subgraphs and 11 statements', async () => {
      const { trace } = await city().ask(FIRST_CITY, { roles: OFFICER });
      expect(trace).toMatchObject({ subgraphRequests: 2, statements: 11 });
    });
  });
}

/** What stays as it is when there are twice as many buildings. */
export function tellOfTheFirstCityDoubled(city: () => City): void {
  test('a query of places and cases still takes 2 requests to subgraphs and 11 statements', async () => {
    const answer = await city().ask(FIRST_CITY, { roles: OFFICER });
    expect(buildingsOf(areaOf(answer))).toHaveLength(490);
    expect(answer.trace).toMatchObject({ subgraphRequests: 2, statements: 11 });
  });
}

interface AreaAnswer {
  readonly gridCoverage: Readonly<Record<string, unknown>>;
  readonly openCases: number;
  readonly grids: { readonly nodes: readonly { readonly buildings: { readonly nodes: readonly unknown[] } }[] };
  readonly cases: { readonly nodes: readonly unknown[] };
}

function areaOf(answer: Answer): AreaAnswer {
  return answer.data?.['area'] as AreaAnswer;
}

function buildingsOf(area: AreaAnswer) {
  return area.grids.nodes.flatMap(({ buildings }) => buildings.nodes);
}
