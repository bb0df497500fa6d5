import { sql } from 'kysely';
import { changesBy, rowsOf, streetOfficer, type GridSuite } from '../grid.suite.js';

/** The households of three grids of four buildings; the last is one of 50 too large for its grid. */
export const HOUSEHOLDS = [20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 50];

export interface Street {
  readonly community: string;
  readonly grids: readonly string[];
  readonly buildings: readonly string[];
}

/**
 * Enters a community of one street, its buildings from west to east, four to a grid. Planned with 90 households a grid, one building
 * goes from the third grid to the second.
 */
export async function street(
  suite: GridSuite,
  number: number,
  households: readonly (number | null)[] = HOUSEHOLDS,
): Promise<Street> {
  const community = `340705402${100 + number}`;
  await rowsOf(suite, sql`insert into area (code, name, version) values (${community}, ${`第${number}社区`}, 1)`);
  const change = changesBy(suite.as(streetOfficer));
  const grids: string[] = [];
  const buildings: string[] = [];
  for (const [index, each] of households.entries()) {
    if (index % 4 === 0) {
      const { data } = await change.createGrid({ community, name: `${grids.length + 1}号网格`, themes: ['CARE'] });
      grids.push(data.createGrid.code);
    }
    const location = { latitude: 30.9, longitude: 117.8 + index * 0.0005 };
    const input = { grid: grids.at(-1), number: `${index + 1}号楼`, households: each, location };
    buildings.push((await change.createBuilding(input)).data.createBuilding.id);
  }
  return { community, grids, buildings };
}

/** A viewer's requests about plans. */
export function plansBy(client: ReturnType<GridSuite['as']>) {
  const PLAN =
    'id status noticeUntil moves imbalance community { code } grids { sequence households deviation buildings { number } }';
  return {
    propose: (community: string, targetHouseholds = 90) =>
      client.ask(
        `mutation ($community: TerritoryCode!, $targetHouseholds: Int!) {
          proposeGridPlan(community: $community, targetHouseholds: $targetHouseholds) { ${PLAN} } }`,
        { community, targetHouseholds },
      ),
    putOnNotice: (id: string, until: string) =>
      client.ask(
        `mutation ($id: ID!, $until: Date!) { putGridPlanOnNotice(id: $id, until: $until) { status noticeUntil } }`,
        { id, until },
      ),
    adopt: (id: string) => client.ask('mutation ($id: ID!) { adoptGridPlan(id: $id) { status } }', { id }),
    withdraw: (id: string) => client.ask('mutation ($id: ID!) { withdrawGridPlan(id: $id) { status } }', { id }),
    read: (id: string) => client.ask(`query ($id: ID!) { gridPlan(id: $id) { ${PLAN} } }`, { id }),
  };
}
