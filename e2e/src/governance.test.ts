import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tellOfCases } from './cases.suite.js';
import { City, firstQuery } from './city.suite.js';
import { tellOfTheDemoCity } from './demo-city.suite.js';
import { tellOfEmptiedDirectories } from './directories.suite.js';
import { tellOfExamples } from './examples.suite.js';
import { tellOfTheFirstCity, tellOfTheFirstCityDoubled } from './first-city.suite.js';
import { buildingsOf, governanceOf, isCreditCode, withoutOpenCases } from './governance-answer.suite.js';
import { tellOfOutages } from './outages.suite.js';
import { tellOfPersonalData } from './personal-data.suite.js';
import { tellOfSecretaries } from './secretaries.suite.js';
import { tellOfStrangers } from './strangers.suite.js';
import { OFFICER, TIANFU, TIANJINGHU } from './tianjinghu.suite.js';
import { tellOfYakeshi } from './yakeshi.suite.js';

let city: City;
let governance: string;
const theCity = () => city;

beforeAll(async () => {
  city = await City.start();
  governance = await firstQuery();
}, 60_000);

afterAll(() => city.stop(), 30_000);

// One Linli for all stories, in this order: first what fills it, then what only looks, then what hurts it, last what doubles it.
tellOfTheDemoCity(theCity);
tellOfTheFirstCity(theCity);

describe('the governance query', () => {
  test('shows the community officer who, where, who helps and what matters, in the figures of the report', async () => {
    const answer = await city.ask(governance, { roles: OFFICER });
    expect(answer.errors).toEqual([]);
    const area = governanceOf(answer);
    expect(area.gridCoverage).toEqual({ compounds: 4, grids: 19, buildings: 245, households: 4900 });
    expect(area.partyCoverage).toEqual({
      members: 971,
      membersReported: 142,
      grids: 19,
      gridsWithBranch: 19,
      buildings: 245,
      buildingsWithGroup: 245,
      organizations: [
        { level: 'COMMUNITY_COMMITTEE', count: 1 },
        { level: 'BRANCH', count: 30 },
        { level: 'GROUP', count: 81 },
      ],
    });
    expect(area.units?.totalCount).toBe(11);
    expect(area.cases?.totalCount).toBe(100);
    expect(area.grids.totalCount).toBe(19);
  });

  test('shows a branch at every grid and a group at every building', async () => {
    const area = governanceOf(await city.ask(governance, { roles: OFFICER }));
    expect(area.grids.nodes).toHaveLength(19);
    expect(area.grids.nodes.filter(({ branches }) => branches?.length === 0)).toEqual([]);
    expect(new Set(area.grids.nodes.flatMap(({ branches }) => branches?.map(({ name }) => name))).size).toBe(30);
    const buildings = buildingsOf(area);
    expect(buildings).toHaveLength(245);
    expect(buildings.filter(({ groups }) => groups?.length === 0)).toEqual([]);
    expect(new Set(buildings.flatMap(({ groups }) => groups?.map(({ name }) => name))).size).toBe(81);
  });

  test('shows eleven units, no two with the same credit code and each code valid', async () => {
    const { units } = governanceOf(await city.ask(governance, { roles: OFFICER }));
    const codes = units?.nodes.map(({ creditCode }) => creditCode) ?? [];
    expect(new Set(codes).size).toBe(11);
    expect(codes.filter((code) => !isCreditCode(code))).toEqual([]);
  });

  test('names to the officer the secretaries of the branches where the newest cases are', async () => {
    const { cases } = governanceOf(await city.ask(governance, { roles: OFFICER }));
    expect(cases?.nodes).toHaveLength(5);
    const names = (cases?.nodes ?? []).map(({ grid }) =>
      (grid.branches ?? []).map(({ secretary }) => secretary.person.displayName),
    );
    expect(names.filter((ofGrid) => ofGrid.length === 0)).toEqual([]);
    expect(names.flat().filter((name) => !/^\p{Script=Han}{2,3}$/u.test(name))).toEqual([]);
  });

  test('shows the public the same, without a case', async () => {
    const officer = governanceOf(await city.ask(governance, { roles: OFFICER }));
    const answer = await city.ask(governance);
    expect(answer.errors).toEqual([]);
    const none = { ...withoutOpenCases(officer), cases: { totalCount: 0, nodes: [] } };
    expect(withoutOpenCases(governanceOf(answer))).toEqual(none);
  });

  test('takes 6 requests to subgraphs and 23 statements', async () => {
    const { trace } = await city.ask(governance, { roles: OFFICER });
    expect(trace).toMatchObject({ subgraphRequests: 6, statements: 23 });
  });
});

describe('the secretaries of the branches', () => {
  const SECRETARIES = `{ partyOrganizations(within: "${TIANJINGHU}", kind: TERRITORIAL, level: BRANCH, first: 50) {
    nodes { secretary { person { displayName } } }
  } }`;
  const namesFor = async (roles?: typeof OFFICER) => {
    const { data, errors } = await city.ask(SECRETARIES, roles === undefined ? {} : { roles });
    expect(errors).toEqual([]);
    const { partyOrganizations } = data as {
      partyOrganizations: { nodes: { secretary: { person: { displayName: string } } }[] };
    };
    return partyOrganizations.nodes.map(({ secretary }) => secretary.person.displayName);
  };

  test('have names for the officer, and for the public a surname and two stars', async () => {
    const [named, masked] = [await namesFor(OFFICER), await namesFor()];
    expect(named).toHaveLength(30);
    expect(named.filter((name) => name.includes('*'))).toEqual([]);
    expect(masked).toEqual(named.map((name) => `${name.charAt(0)}**`));
  });
});

describe('the committee of Tianjinghu', () => {
  test('counts its members and, apart from them, those who report, and has five concurrent seats of units', async () => {
    const { data } = await city.ask(
      `{ partyOrganizations(within: "${TIANJINGHU}", level: COMMUNITY_COMMITTEE) {
        nodes { memberCount reportedMemberCount seats { title concurrent unit { name status } } }
      } }`,
      { roles: OFFICER },
    );
    const { partyOrganizations } = data as {
      partyOrganizations: { nodes: { seats: { unit: { name: string } | null }[] }[] };
    };
    const [committee] = partyOrganizations.nodes;
    expect(committee).toMatchObject({ memberCount: 971, reportedMemberCount: 142 });
    const seat = { title: 'COMMITTEE_MEMBER', concurrent: true, unit: { status: 'ACTIVE' } };
    expect(committee?.seats).toMatchObject([seat, seat, seat, seat, seat]);
    expect(new Set(committee?.seats.map(({ unit }) => unit?.name)).size).toBe(5);
  });
});

describe('Tianfu', () => {
  test('has 19 compounds and a chain of four levels, with a branch in eight of them', async () => {
    const { data, errors } = await city.ask(
      `{ area(code: "${TIANFU}") {
        compounds(first: 50) { totalCount }
        branches: partyOrganizations(level: BRANCH) { totalCount nodes { parent { level } grids { code } } }
        households: partyOrganizations(level: MEMBER_HOUSEHOLD, first: 50) { nodes { chain { level } buildings { number } } }
      } }`,
    );
    expect(errors).toEqual([]);
    const { compounds, branches, households } = (data as { area: TianfuAnswer }).area;
    expect(compounds.totalCount).toBe(19);
    expect(branches.totalCount).toBe(8);
    expect(new Set(branches.nodes.flatMap(({ grids }) => grids.map(({ code }) => code))).size).toBe(8);
    expect(households.nodes.length).toBeGreaterThan(0);
    const chain = ['GENERAL_BRANCH', 'BRANCH', 'GROUP'].map((level) => ({ level }));
    expect(households.nodes.filter((household) => JSON.stringify(household.chain) !== JSON.stringify(chain))).toEqual(
      [],
    );
  });
});

tellOfYakeshi(theCity);

tellOfOutages(theCity);
tellOfSecretaries(theCity);
tellOfCases(theCity);
tellOfPersonalData(theCity);
tellOfExamples(theCity);
tellOfStrangers(theCity);
tellOfEmptiedDirectories(theCity);

describe('when there are twice as many buildings', () => {
  test('the community shows them all', async () => {
    const create = 'mutation ($input: CreateBuildingInput!) { createBuilding(input: $input) { id } }';
    for (const grid of governanceOf(await city.ask(governance)).grids.nodes) {
      const made = grid.buildings.nodes.map(({ number }) =>
        city.ask(create, { roles: OFFICER, variables: { input: { grid: grid.code, number: `新${number}` } } }),
      );
      expect((await Promise.all(made)).flatMap(({ errors }) => errors)).toEqual([]);
    }
    expect(buildingsOf(governanceOf(await city.ask(governance)))).toHaveLength(490);
  }, 60_000);

  tellOfTheFirstCityDoubled(theCity);

  test('the governance query still takes 6 requests to subgraphs and 23 statements', async () => {
    const answer = await city.ask(governance, { roles: OFFICER });
    expect(answer.errors).toEqual([]);
    expect(buildingsOf(governanceOf(answer))).toHaveLength(490);
    expect(answer.trace).toMatchObject({ subgraphRequests: 6, statements: 23 });
  });
});

interface TianfuAnswer {
  readonly compounds: { readonly totalCount: number };
  readonly branches: { readonly totalCount: number; readonly nodes: readonly { readonly grids: { code: string }[] }[] };
  readonly households: { readonly nodes: readonly { readonly chain: { readonly level: string }[] }[] };
}
