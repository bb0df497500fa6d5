import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RoleHeld } from '@linli/domain/viewer';
import { Client } from 'pg';
import { City } from './city.suite.js';
import { lightIsOut, OFFICER, REPORT, TIANJINGHU } from './tianjinghu.suite.js';
import { until } from './until.suite.js';

const PERSON = '019aa0f0-0000-7000-8000-000000000001';
const ROLES: readonly RoleHeld[] = [...OFFICER, { role: 'CITY_OFFICER', territory: '3407' }];
/** Three grids of four buildings; planned with 90 households a grid, one building goes from the third to the second. */
const HOUSEHOLDS = [20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 50];
const [KEPT, SECOND, THIRD, FOURTH, FIFTH] = ['001', '002', '003', '004', '005'].map((n) => TIANJINGHU + n) as [
  string,
  string,
  string,
  string,
  string,
];
const DAY_MS = 86_400_000;
const STORY_MS = 90_000;

let city: City;
beforeAll(async () => {
  city = await City.start();
}, 60_000);
afterAll(() => city.stop(), 30_000);

const ask = (query: string, variables: Record<string, unknown> = {}) =>
  city.ask(query, { roles: ROLES, person: PERSON, variables });

/** The id of what was made or changed; fails with what that was refused with. */
async function idOf(mutation: string, variables: Record<string, unknown> = {}): Promise<string> {
  const { data, errors } = await ask(mutation, variables);
  expect(errors).toEqual([]);
  return (Object.values(data ?? {})[0] as { id: string }).id;
}

async function settle(): Promise<void> {
  for (const [index, households] of HOUSEHOLDS.entries()) {
    const name = `${index / 4 + 1}号网格`;
    const grid = [KEPT, SECOND, THIRD][Math.floor(index / 4)];
    if (index % 4 === 0) {
      await idOf(`mutation { createGrid(input: { community: "${TIANJINGHU}", name: "${name}" }) { id: code } }`);
    }
    const location = { latitude: 30.9, longitude: 117.8 + index * 0.0005 };
    await idOf('mutation ($input: CreateBuildingInput!) { createBuilding(input: $input) { id } }', {
      input: { grid, number: `${index + 1}号楼`, households, location },
    });
  }
}

/** Has a plan of the community adopted. Nobody waits a week here: its notice is told to have ended before. */
async function divideAnew(): Promise<void> {
  const id = await idOf(`mutation { proposeGridPlan(community: "${TIANJINGHU}", targetHouseholds: 90) { id } }`);
  const inAWeek = new Date(Date.now() + 8 * DAY_MS).toISOString().slice(0, 10);
  await idOf(`mutation { putGridPlanOnNotice(id: "${id}", until: "${inAWeek}") { id } }`);
  const owner = new Client(city.databases.grid.ownerUrl);
  await owner.connect();
  await owner.query('update grid_plan set notice_until = current_date - 2 where id = $1', [id]);
  await owner.end();
  await idOf(`mutation { adoptGridPlan(id: "${id}") { id } }`);
}

const report = (territory: string) => idOf(REPORT, lightIsOut({ territory }));
const isKnown = async (territory: string) => (await ask(REPORT, lightIsOut({ territory }))).errors.length === 0;
const community = async () => {
  const grids = 'nodes { code openCases branches { id } units { id } }';
  return (await ask(`{ grids(within: "${TIANJINGHU}") { ${grids} } }`)).data?.['grids'];
};
const timelineOf = async (id: string) => {
  const step = 'action byRole movedFrom movedTo';
  const { data } = await ask(`{ case(id: "${id}") { territory timeline { ${step} } } }`);
  return data?.['case'] as { territory: string; timeline: unknown[] };
};

describe('when a plan divides the grids of a community anew', () => {
  test(
    'open cases, branches and units follow to the grids that succeed theirs',
    async () => {
      await settle();
      await until('the last grid in the directory of cases', () => isKnown(THIRD));
      const [stays, follows] = [await report(KEPT), await report(THIRD)];
      const branch = await idOf(
        'mutation ($input: FoundPartyOrganizationInput!) { foundPartyOrganization(input: $input) { id } }',
        { input: { name: '第一党支部', level: 'BRANCH', area: TIANJINGHU, grids: [THIRD] } },
      );
      const unit = await idOf('mutation ($input: ApplyAsUnitInput!) { applyAsUnit(input: $input) { id } }', {
        input: {
          name: '公交公司',
          creditCode: '91340700MA2XHXL350',
          kind: 'STATE_ENTERPRISE',
          community: TIANJINGHU,
        },
      });
      await idOf(`mutation { confirmUnit(id: "${unit}") { id } }`);
      await idOf(`mutation { drawUnitIntoGrids(unit: "${unit}", grids: ["${KEPT}", "${SECOND}"]) { id } }`);

      await divideAnew();
      const [branches, units] = [[{ id: branch }], [{ id: unit }]];
      const divided = {
        nodes: [
          { code: KEPT, openCases: 1, branches: [], units },
          { code: FOURTH, openCases: 0, branches, units },
          { code: FIFTH, openCases: 2, branches, units: [] },
        ],
      };
      await until(
        'everything in the successors',
        async () => JSON.stringify(await community()) === JSON.stringify(divided),
      );
      expect((await timelineOf(stays)).territory).toBe(KEPT);
      expect((await timelineOf(follows)).timeline.at(-1)).toEqual({
        action: 'FOLLOW',
        byRole: 'SYSTEM',
        movedFrom: THIRD,
        movedTo: FIFTH,
      });
    },
    STORY_MS,
  );
});
