import { describe, expect, test } from '@jest/globals';
import { ended, kill } from './city.suite.js';
import type { City } from './city.suite.js';
import { OFFICER, TIANFU, TIANJINGHU } from './tianjinghu.suite.js';
import { until } from './until.suite.js';

/** How the demo city comes to be: whole, and nothing of it twice. Afterwards it is there. */
export function tellOfTheDemoCity(city: () => City): void {
  describe('the demo city', () => {
    test('is whole, and nothing of it twice, after it was killed among its buildings and among its cases', async () => {
      const amongBuildings = city().loadDemo();
      await until('60 buildings', async () => (await counted(city())).buildings >= 60);
      await kill(amongBuildings);
      expect((await counted(city())).buildings).toBeLessThan(245);

      const amongCases = city().loadDemo();
      await until('30 cases', async () => (await counted(city())).cases >= 30);
      await kill(amongCases);
      expect((await counted(city())).cases).toBeLessThan(100);

      expect(await ended(city().loadDemo())).toBe(0);
      expect((await counted(city())).data).toEqual(WHOLE);
    }, 90_000);

    test('has cases in every state of the loop', async () => {
      const states = Object.keys(STATES);
      const lists = states.map(
        (state) => `${state}: cases(within: "${TIANJINGHU}", where: { status: [${state}] }) { totalCount }`,
      );
      const { data } = await city().ask(`{ ${lists.join('\n')} }`, { roles: OFFICER });
      expect(data).toEqual(STATES);
    });

    test('that is whole is left as it is', async () => {
      const before = await counted(city());
      expect(await ended(city().loadDemo())).toBe(0);
      expect(await counted(city())).toEqual(before);
    });
  });
}

const COUNTS = `query {
  area(code: "${TIANJINGHU}") {
    gridCoverage { compounds grids buildings households posts { role count } }
    partyCoverage { members membersReported organizations { level count } }
    partyOrganizations(kind: WORKPLACE) { totalCount }
    units { totalCount }
    agreements(status: SIGNED) { totalCount }
  }
  cases(within: "${TIANJINGHU}") { totalCount }
  resources(within: "${TIANJINGHU}") { totalCount }
  tianfu: area(code: "${TIANFU}") {
    gridCoverage { compounds grids buildings households }
    partyCoverage { members organizations { level count } }
  }
}`;

const WHOLE = {
  area: {
    gridCoverage: {
      compounds: 4,
      grids: 19,
      buildings: 245,
      households: 4900,
      posts: [
        { role: 'GRID_LEADER', count: 19 },
        { role: 'GRID_WORKER', count: 19 },
        { role: 'BUILDING_CHIEF', count: 62 },
      ],
    },
    partyCoverage: {
      members: 971,
      membersReported: 142,
      organizations: [
        { level: 'COMMUNITY_COMMITTEE', count: 1 },
        { level: 'BRANCH', count: 30 },
        { level: 'GROUP', count: 81 },
      ],
    },
    partyOrganizations: { totalCount: 11 },
    units: { totalCount: 11 },
    agreements: { totalCount: 11 },
  },
  cases: { totalCount: 100 },
  resources: { totalCount: 11 },
  tianfu: {
    gridCoverage: { compounds: 19, grids: 8, buildings: 38, households: null },
    partyCoverage: {
      members: 0,
      organizations: [
        { level: 'GENERAL_BRANCH', count: 1 },
        { level: 'BRANCH', count: 8 },
        { level: 'GROUP', count: 16 },
        { level: 'MEMBER_HOUSEHOLD', count: 16 },
      ],
    },
  },
};

const STATES = {
  REPORTED: { totalCount: 12 },
  ACCEPTED: { totalCount: 12 },
  ASSIGNED: { totalCount: 14 },
  IN_PROGRESS: { totalCount: 16 },
  RESOLVED: { totalCount: 14 },
  CLOSED: { totalCount: 32 },
};

async function counted(city: City) {
  const { data } = await city.ask(COUNTS, { roles: OFFICER });
  const { area, cases } = data as Pick<typeof WHOLE, 'area' | 'cases'>;
  return { data, buildings: area.gridCoverage.buildings, cases: cases.totalCount };
}
