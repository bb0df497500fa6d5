import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { newId } from '@linli/persistence/columns';
import { PUBLIC } from '@linli/domain/viewer';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  changesBy,
  gridSuite,
  officerElsewhere,
  resident,
  rowsOf,
  streetOfficer,
  TODAY,
  type GridSuite,
} from '../grid.suite.js';
import { HOUSEHOLDS, plansBy, street } from './grid-plan.suite.js';

let suite: GridSuite;
beforeAll(async () => {
  suite = await gridSuite();
});
afterAll(() => suite.end());

const officer = () => plansBy(suite.as(streetOfficer));
const countOf = async (community: string) =>
  (await rowsOf(suite, sql<{ n: number }>`select count(*)::int as n from grid_plan where community = ${community}`))[0]
    ?.n;

describe('a proposal', () => {
  it('divides a community, and changes nothing of it', async () => {
    const { community, grids } = await street(suite, 1);
    const { data, errors } = await officer().propose(community);
    expect(errors).toEqual([]);
    expect(data.proposeGridPlan).toMatchObject({
      status: 'DRAFT',
      noticeUntil: null,
      moves: 1,
      imbalance: 1.25,
      community: { code: community },
      grids: [
        { sequence: 1, households: 80, buildings: ['1号楼', '2号楼', '3号楼', '4号楼'].map((number) => ({ number })) },
        { sequence: 2, households: 100 },
        { sequence: 3, households: 90, deviation: 0 },
      ],
    });
    const rows = await rowsOf(
      suite,
      sql<{ code: string }>`select code from grid where community = ${community} and closed_on is null order by code`,
    );
    expect(rows.map(({ code }) => code)).toEqual(grids);
  });

  it('comes out the same again', async () => {
    const { community } = await street(suite, 2);
    const [first, again] = [await officer().propose(community), await officer().propose(community)];
    expect(again.data.proposeGridPlan.grids).toEqual(first.data.proposeGridPlan.grids);
    expect(again.data.proposeGridPlan.id).not.toBe(first.data.proposeGridPlan.id);
  });

  it('leaves special grids as they are', async () => {
    const { community } = await street(suite, 3);
    const change = changesBy(suite.as(streetOfficer));
    const market = (await change.createGrid({ community, name: '农贸市场', kind: 'SPECIAL' })).data.createGrid.code;
    await change.createBuilding({ grid: market, number: '市场', households: 400 });
    const { data } = await officer().propose(community);
    expect(data.proposeGridPlan.grids.map((grid: { households: number }) => grid.households)).toEqual([80, 100, 90]);
  });

  it('says why a grid could not be better, in the language of who asks', async () => {
    const { community } = await street(suite, 4, [400, 20, 20, 20]);
    const id = (await officer().propose(community, 230)).data.proposeGridPlan.id;
    const ask = (language: 'zh' | 'en') =>
      suite.as(streetOfficer, { language }).ask(`{ gridPlan(id: "${id}") { grids { contiguous reason } } }`);
    expect((await ask('en')).data.gridPlan.grids).toEqual([
      { contiguous: true, reason: 'It is one building, which is too large by itself, and buildings are not split.' },
      {
        contiguous: true,
        reason:
          'It is too small, but its neighbours would fall apart, or be empty, without any of the buildings beside it.',
      },
    ]);
    expect((await ask('zh')).data.gridPlan.grids[0].reason).toBe(
      '该网格只有一栋楼，仅此一栋户数已超出允许范围，而楼栋不拆分。',
    );
  });

  it('is refused where there is nothing to divide, or not in that way, and nothing is kept', async () => {
    const [empty, unknown, many] = [
      await street(suite, 5, []),
      await street(suite, 6, [null, null]),
      await street(
        suite,
        7,
        Array.from({ length: 101 }, () => 10),
      ),
    ];
    expect((await officer().propose(empty.community)).errors).toMatchObject([{ code: 'GRID_PLAN_NO_BUILDINGS' }]);
    expect((await officer().propose(unknown.community)).errors).toMatchObject([
      { code: 'GRID_PLAN_HOUSEHOLDS_UNKNOWN' },
    ]);
    expect((await officer().propose(many.community, 10)).errors).toMatchObject([
      { code: 'GRID_PLAN_TOO_MANY_GRIDS', extensions: { path: 'targetHouseholds', most: 100 } },
    ]);
    for (const { community } of [empty, unknown, many]) expect(await countOf(community)).toBe(0);
  });

  it.each([
    ['340705402', 90, 'community'],
    ['340705402999', 90, 'community'],
    ['340705402101', 9, 'targetHouseholds'],
    ['340705402101', 5_001, 'targetHouseholds'],
  ])('for %s of %i households a grid is refused by %s', async (community, target, path) => {
    expect((await officer().propose(community, target)).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', extensions: { path } },
    ]);
  });

  it('into too many grids is refused before anything is divided, which would take long', async () => {
    const { community, grids } = await street(suite, 16, [10]);
    await rowsOf(
      suite,
      sql`insert into building (id, grid, number, entrances, households)
        select gen_random_uuid(), ${grids[0]}, n::text, 1, 10 from generate_series(2, 400) as n`,
    );
    expect((await officer().propose(community, 10)).errors).toMatchObject([{ code: 'GRID_PLAN_TOO_MANY_GRIDS' }]);
  });

  it('is for the officers of the community', async () => {
    const { community } = await street(suite, 8);
    const codeOf = async (viewer: typeof PUBLIC) =>
      (await plansBy(suite.as(viewer)).propose(community)).errors[0]?.code;
    expect(await codeOf(PUBLIC)).toBe('UNAUTHENTICATED');
    expect(await codeOf(resident)).toBe('FORBIDDEN');
    expect(await codeOf(officerElsewhere)).toBe('FORBIDDEN');
    expect(await codeOf(viewerWith('COMMUNITY_OFFICER', community, personId(9)))).toBeUndefined();
    expect(await countOf(community)).toBe(1);
  });

  it('with the same key is made once', async () => {
    const { community } = await street(suite, 9);
    const asking = { idempotencyKey: 'propose-once' };
    const first = await plansBy(suite.as(streetOfficer, asking)).propose(community);
    const again = await plansBy(suite.as(streetOfficer, asking)).propose(community);
    expect(again.data).toEqual(first.data);
    expect(await countOf(community)).toBe(1);
  });
});

describe('a plan', () => {
  const drafted = async (number: number) => {
    const made = await street(suite, number);
    return { ...made, id: (await officer().propose(made.community)).data.proposeGridPlan.id as string };
  };

  it('is there for the officers of its community, and for everyone from its notice on', async () => {
    const { id } = await drafted(11);
    const readBy = async (viewer: typeof PUBLIC) =>
      (await plansBy(suite.as(viewer)).read(id)).data.gridPlan?.status ?? null;
    expect(await Promise.all([streetOfficer, officerElsewhere, resident, PUBLIC].map(readBy))).toEqual([
      'DRAFT',
      null,
      null,
      null,
    ]);
    expect((await plansBy(suite.as(officerElsewhere)).withdraw(id)).errors[0]?.code).toBe('NOT_FOUND');
    expect((await officer().putOnNotice(id, '2026-11-27')).data.putGridPlanOnNotice).toEqual({
      status: 'ON_NOTICE',
      noticeUntil: '2026-11-27',
    });
    expect(await readBy(PUBLIC)).toBe('ON_NOTICE');
    expect((await plansBy(suite.as(officerElsewhere)).withdraw(id)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await officer().withdraw(id)).data.withdrawGridPlan.status).toBe('WITHDRAWN');
    expect(await readBy(PUBLIC)).toBe('WITHDRAWN');
  });

  it('that is not there is not found, whatever is asked of it', async () => {
    for (const id of [newId(), 'no-id']) {
      const { putOnNotice, adopt, withdraw, read } = officer();
      const refused = await Promise.all([putOnNotice(id, '2026-11-27'), adopt(id), withdraw(id)]);
      expect(refused.map(({ errors }) => errors[0]?.code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
      expect((await read(id)).data.gridPlan).toBeNull();
    }
  });

  it('goes on notice until tomorrow at the earliest, and 90 days from today at the latest', async () => {
    const { id } = await drafted(12);
    const bounds = { earliest: '2026-11-21', latest: '2027-02-18', path: 'until' };
    for (const until of [TODAY, '2027-02-19']) {
      expect((await officer().putOnNotice(id, until)).errors).toMatchObject([
        { code: 'GRID_PLAN_NOTICE_OUT_OF_BOUNDS', extensions: bounds },
      ]);
    }
    expect((await officer().putOnNotice(id, '2026-11-21')).errors).toEqual([]);
    expect((await officer().putOnNotice(id, '2026-11-22')).errors).toMatchObject([
      { code: 'GRID_PLAN_NOT_NOW', extensions: { status: 'ON_NOTICE', allowed: ['adopt', 'withdraw'] } },
    ]);
  });

  it('does not go on notice once its community has changed', async () => {
    const { id, buildings } = await drafted(13);
    await suite
      .as(streetOfficer)
      .ask(`mutation { updateBuilding(id: "${buildings[0]}", input: { households: 21 }) { id } }`);
    expect((await officer().putOnNotice(id, '2026-11-27')).errors).toMatchObject([{ code: 'GRID_PLAN_OUTDATED' }]);
    expect((await officer().read(id)).data.gridPlan.status).toBe('DRAFT');
  });

  it('is read in as many statements, of however many grids and buildings', async () => {
    const small = await drafted(14);
    const large = await street(
      suite,
      15,
      Array.from({ length: 48 }, (_, index) => HOUSEHOLDS[index % 12] ?? 0),
    );
    const id = (await officer().propose(large.community)).data.proposeGridPlan.id as string;
    const [few, many] = [await officer().read(small.id), await officer().read(id)];
    expect([few.data.gridPlan.grids.length, many.data.gridPlan.grids.length]).toEqual([3, 12]);
    expect(few.statements).toHaveLength(4);
    expect(many.statements).toHaveLength(4);
  });
});
