import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RoleHeld } from '@linli/domain/viewer';
import { City, ended, firstQuery, type Asking } from './city.suite.js';
import { lightIsOut, OFFICER, REPORT, RESIDENT, someBuilding, TIANJINGHU } from './tianjinghu.suite.js';

const PERSON = '01a20000-0000-7000-8000-000000000001';
const ANALYST: readonly RoleHeld[] = [{ role: 'ANALYST', territory: TIANJINGHU.slice(0, 4) }];

let city: City;
beforeAll(async () => {
  city = await City.start();
  if ((await ended(city.loadDemo())) !== 0) throw new Error('the demo city did not load');
}, 180_000);
afterAll(() => city.stop(), 30_000);

interface SubgraphTrace {
  readonly name: string;
  readonly requests: number;
  readonly statements: number;
  readonly entitiesAgain: number;
}

/** What an answer without an error took: requests and SQL statements of each subgraph that was asked, and of nothing twice. */
async function taken(query: string, asking: Asking): Promise<Record<string, readonly [number, number]>> {
  const { errors, trace } = await city.ask(query, asking);
  expect(errors).toEqual([]);
  const { subgraphs } = trace as unknown as { subgraphs: SubgraphTrace[] };
  expect(subgraphs.filter(({ entitiesAgain }) => entitiesAgain > 0)).toEqual([]);
  return Object.fromEntries(subgraphs.map(({ name, requests, statements }) => [name, [requests, statements]]));
}

// Behind row policies a read is four statements: it begins, tells who asks, reads and commits. Public tables are read by one.

describe("a community's grids with their newest cases", () => {
  const newest = (grids: number) => `{ area(code: "${TIANJINGHU}") {
    grids(first: ${grids}) { nodes { code name cases(first: 5) { nodes { id number title status reportedAt } } } }
  } }`;

  test('take one request to each of two subgraphs: the area and its grids, then one read of all their cases', async () => {
    expect(await taken(newest(20), { roles: OFFICER })).toEqual({ grid: [1, 2], cases: [1, 4] });
  });

  test('take for one grid what they take for nineteen', async () => {
    expect(await taken(newest(1), { roles: OFFICER })).toEqual({ grid: [1, 2], cases: [1, 4] });
  });
});

test('one grid takes one request and one statement, since all that is asked stands in its row', async () => {
  const query = `{ grid(code: "${TIANJINGHU}001") { code name kind openedOn } }`;
  expect(await taken(query, { roles: RESIDENT })).toEqual({ grid: [1, 1] });
});

describe('every community of a district with its figures', () => {
  const figures = (streets: number) => `{ area(code: "340705") { children(first: ${streets}) { nodes {
    children(first: 15) { nodes {
      name openCases units(first: 1) { totalCount }
      gridCoverage { compounds grids buildings households }
      partyCoverage { members membersReported grids gridsWithBranch buildings buildingsWithGroup }
    } }
  } } } }`;

  // Of grid: the district, its streets, their communities, their coverage. Of volunteer: the units' page and their number.
  const ALL = { grid: [1, 4], organization: [1, 1], volunteer: [1, 2], cases: [1, 1] };

  test('takes one request to each of the four subgraphs, and in each one statement for a figure', async () => {
    expect(await taken(figures(10), { roles: ANALYST })).toEqual(ALL);
  });

  test('takes for one street what it takes for ten', async () => {
    expect(await taken(figures(1), { roles: ANALYST })).toEqual(ALL);
  });
});

test('to report a case takes one request: 11 statements that change, and 4 that read what was made as its reporter sees it', async () => {
  const building = await someBuilding(city);
  const asking = { roles: RESIDENT, person: PERSON, variables: lightIsOut({ building: building.id }) };
  await city.ask(REPORT, asking);
  expect(await taken(REPORT, asking)).toEqual({ cases: [1, 15] });
});

describe('resources', () => {
  const OPEN = `query ($field: ServiceField!) { resources(within: "${TIANJINGHU}", field: $field, status: OPEN) {
    nodes { id title quantity remaining measure unit { id name } }
  } }`;

  test('that are open in an area take one request and two statements: the page, and the units of all that is on it', async () => {
    expect(await taken(OPEN, { variables: { field: 'MEDIATION' } })).toEqual({ volunteer: [1, 2] });
  });

  test('are registered by one request: nine statements that change, and one that reads what was made, which is public', async () => {
    const { data } = await city.ask(OPEN, { variables: { field: 'MEDIATION' } });
    const { resources } = data as { resources: { nodes: [{ unit: { id: string } }] } };
    const { id: unit } = resources.nodes[0].unit;
    const input = {
      unit,
      title: '邻里调解',
      field: 'MEDIATION',
      form: 'SKILL',
      quantity: 10,
      measure: 'SESSION',
      territories: [TIANJINGHU],
    };
    const register = 'mutation ($input: RegisterResourceInput!) { registerResource(input: $input) { id title } }';
    const asking = { roles: [{ role: 'UNIT_REPRESENTATIVE', unit } as const], person: PERSON, variables: { input } };
    await city.ask(register, asking);
    expect(await taken(register, asking)).toEqual({ volunteer: [1, 10] });
  });
});

test('the governance query asks of each subgraph at one time what it can be asked at one time', async () => {
  // Cases: of the area, then the open ones of its grids and of their buildings. Organization: of the area and the groups of the
  // buildings, then the branches of all grids, once it is known at which the newest cases are. Grid: the area, then the cases' grids.
  const all = { grid: [2, 6], cases: [1, 7], volunteer: [1, 2], organization: [2, 8] };
  expect(await taken(await firstQuery(), { roles: OFFICER })).toEqual(all);
});
