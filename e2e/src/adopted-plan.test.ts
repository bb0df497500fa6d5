import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { ROOT } from '@linli/local/config';
import { City, ended } from './city.suite.js';
import { change, TODAY } from './oracle-change.suite.js';
import { OFFICER, TIANJINGHU } from './tianjinghu.suite.js';
import { until } from './until.suite.js';

/** Three grids of four buildings; planned with 90 households a grid, the ninth building goes from the third to the second. */
const HOUSEHOLDS = [20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 50];
const [KEPT, SECOND, THIRD, FOURTH, FIFTH] = ['001', '002', '003', '004', '005'].map((n) => TIANJINGHU + n);
const LARGE = '340705100001';
const LARGE_OFFICER = [{ role: 'COMMUNITY_OFFICER', territory: LARGE }] as const;
const DAY_MS = 86_400_000;
const STORY_MS = 90_000;

let city: City;
beforeAll(async () => {
  city = await City.start();
}, 60_000);
afterAll(() => city.stop(), 30_000);

async function settle(): Promise<string[]> {
  const buildings: string[] = [];
  for (const [index, households] of HOUSEHOLDS.entries()) {
    const grid = [KEPT, SECOND, THIRD][Math.floor(index / 4)];
    const name = `${index / 4 + 1}号网格`;
    if (index % 4 === 0)
      await change(city, 'createGrid', `(input: { community: "${TIANJINGHU}", name: "${name}" })`, 'code');
    const location = `{ latitude: 30.9, longitude: ${117.8 + index * 0.0005} }`;
    const input = `{ grid: "${grid}", number: "${index + 1}号楼", households: ${households}, location: ${location} }`;
    buildings.push(await change(city, 'createBuilding', `(input: ${input})`));
  }
  return buildings;
}

async function appointed(role: string, territory: string | undefined, rest = ''): Promise<string> {
  const person = await change(city, 'registerPerson', `(input: { name: "王小明", territory: "${TIANJINGHU}" })`);
  const post = `person: "${person}", role: ${role}, territory: "${territory}", startsOn: "${TODAY}"`;
  return change(city, 'appointToGrid', `(input: { ${post} ${rest} })`);
}

const propose = (community: string, target: number, key: string) =>
  city.ask(
    `mutation { proposeGridPlan(community: "${community}", targetHouseholds: ${target}) { id grids { households } } }`,
    {
      roles: community === LARGE ? LARGE_OFFICER : OFFICER,
      person: '0e2e0000-0000-8000-8000-000000000002',
      key,
    },
  );
const planOf = (answer: Awaited<ReturnType<typeof propose>>) =>
  answer.data?.['proposeGridPlan'] as { id: string; grids: { households: number }[] } | undefined;

/** Nobody waits for days here: the last day of its notice is told to have been before. */
async function letNoticeEnd(plan: string): Promise<void> {
  const owner = new Client(city.databases.grid.ownerUrl);
  await owner.connect();
  await owner.query('update grid_plan set notice_until = current_date - 2 where id = $1', [plan]);
  await owner.end();
}

test(
  'once a plan is adopted, posts, cases and roles are where their buildings are',
  async () => {
    const buildings = await settle();
    const [leader, chief] = [
      await appointed('GRID_LEADER', SECOND),
      await appointed('BUILDING_CHIEF', THIRD, `, building: "${buildings[8]}"`),
    ];
    const words =
      'title: "楼道灯不亮", description: "二楼的灯坏了。", category: "FACILITIES.LIGHTING", channel: WECHAT';
    const moved = await change(city, 'reportCase', `(input: { building: "${buildings[8]}", ${words} })`);

    const plan = planOf(await propose(TIANJINGHU, 90, 'e2e:plan'));
    expect(plan?.grids).toEqual([{ households: 80 }, { households: 100 }, { households: 90 }]);
    expect(planOf(await propose(TIANJINGHU, 90, 'e2e:plan'))).toEqual(plan);
    const [id, until_] = [plan?.id ?? '', new Date(Date.now() + 8 * DAY_MS).toISOString().slice(0, 10)];
    await change(city, 'putGridPlanOnNotice', `(id: "${id}", until: "${until_}")`, 'id', null, OFFICER);
    const adopt = `mutation { adoptGridPlan(id: "${id}") { status } }`;
    expect((await city.ask(adopt, { roles: OFFICER })).errors[0]?.extensions['code']).toBe('GRID_PLAN_STILL_ON_NOTICE');
    await letNoticeEnd(id);
    expect((await city.ask(adopt, { roles: OFFICER })).data).toEqual({ adoptGridPlan: { status: 'ADOPTED' } });

    const grid = 'openedOn closedOn successors { code } posts { id }';
    const places = `{
      second: grid(code: "${SECOND}") { ${grid} } fourth: grid(code: "${FOURTH}") { ${grid} }
      building(id: "${buildings[8]}") { grid { code } chief { id } } }`;
    expect((await city.ask(places)).data).toEqual({
      second: { openedOn: TODAY, closedOn: TODAY, successors: [{ code: FOURTH }], posts: [] },
      fourth: { openedOn: TODAY, closedOn: null, successors: [], posts: [{ id: leader }, { id: chief }] },
      building: { grid: { code: FOURTH }, chief: { id: chief } },
    });

    const read = `{ case(id: "${moved}") { description grid { code } } }`;
    const asWorkerOf = async (territory: string | undefined) => {
      const { data } = await city.ask(read, { roles: [{ role: 'GRID_WORKER', territory: territory ?? '' }] });
      return data?.['case'] as { description: string | null; grid: { code: string } } | null;
    };
    await until('the case in the grid of its building', async () => (await asWorkerOf(THIRD))?.grid.code === FOURTH);
    for (const territory of [SECOND, THIRD, FOURTH])
      expect((await asWorkerOf(territory))?.description).toBe('二楼的灯坏了。');
    for (const territory of [KEPT, FIFTH]) expect(await asWorkerOf(territory)).toBeNull();
  },
  STORY_MS,
);

test(
  'a plan of a community too large for one request is there when it is asked for again',
  async () => {
    await change(city, 'createGrid', `(input: { community: "${LARGE}", name: "一网格" })`, 'code');
    const rows = Array.from({ length: 2_000 }, (_, n) => {
      const position = `${30.9 + Math.floor(n / 80) * 0.0004},${117.8 + (n % 80) * 0.0005}`;
      return `${LARGE}001,${n + 1}号楼,${10 + (n % 21)},${position}`;
    });
    const file = join(city.dataFolder, 'buildings.csv');
    await writeFile(file, ['grid,number,households,latitude,longitude', ...rows].join('\n'));
    const command = join(ROOT, 'infra', 'local', 'dist', 'import.js');
    const importing = spawn(process.execPath, [command, 'grid', 'buildings', file], {
      env: { PATH: dirname(process.execPath), LINLI_DATA: city.dataFolder },
      stdio: 'ignore',
    });
    expect(await ended(importing)).toBe(0);

    const first = await propose(LARGE, 1_000, 'e2e:large');
    expect(first.errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'GRID_PLAN_UNDER_WAY', community: LARGE, retryAfterSeconds: 5 },
    ]);
    let answer = first;
    const isThere = async () => {
      answer = await propose(LARGE, 1_000, 'e2e:large');
      return planOf(answer) !== undefined;
    };
    await until('the plan', isThere, 60_000);
    expect(planOf(answer)?.grids).toHaveLength(40);
    expect(planOf(await propose(LARGE, 1_000, 'e2e:large'))).toEqual(planOf(answer));
  },
  STORY_MS,
);
