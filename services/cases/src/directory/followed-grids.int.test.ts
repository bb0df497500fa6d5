import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { countingStatements } from '@linli/persistence/statements';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { expectUnbrokenChain } from '../case/case-chain.suite.js';
import { accept, assign, movesIn, rowsOf, toldOf } from '../case/case-moves.suite.js';
import { casesSuite, GRID, handler, officer, report, resident, type CasesSuite } from '../cases.suite.js';
import { adopt, dividedGrid, gridRow, reportedAt, type Division } from './division.suite.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const { moving, close } = movesIn(() => suite);

const caseOf = async (id: string, viewer = officer) => {
  const { data, errors } = await suite
    .as(viewer)
    .ask(`{ case(id: "${id}") { territory version timeline { action byRole from to movedFrom movedTo } } }`);
  expect(errors).toEqual([]);
  return data.case;
};
const territoryOf = async (id: string): Promise<string> => (await caseOf(id)).territory;

describe('when a grid is closed by a plan', () => {
  it('its open case goes to the one grid that succeeded it, and tells so in its history', async () => {
    const division = await dividedGrid(suite, [2]);
    const [to] = division.successors;
    const id = await reportedAt(suite, division.grid);
    await moving(officer, accept(id));
    await adopt(division);
    const followed = await caseOf(id);
    expect(followed).toMatchObject({ territory: to, version: 3 });
    expect(followed.timeline.at(-1)).toEqual({
      action: 'FOLLOW',
      byRole: 'SYSTEM',
      from: 'ACCEPTED',
      to: 'ACCEPTED',
      movedFrom: division.grid,
      movedTo: to,
    });
    await expectUnbrokenChain(suite, id);
  });

  it('its open case with a position goes to the successor of the nearest building', async () => {
    const division = await dividedGrid(suite, [3, 1]);
    const small = division.buildings.at(-1);
    const location = { latitude: (small?.location.latitude ?? 0) + 0.001, longitude: 117.85 };
    const id = await reportedAt(suite, division.grid, location);
    await adopt(division);
    expect(await territoryOf(id)).toBe(small?.to);
  });

  it('its open case without a position goes to the successor that took over most buildings', async () => {
    const division = await dividedGrid(suite, [1, 2, 1]);
    const id = await reportedAt(suite, division.grid);
    await adopt(division);
    expect(await territoryOf(id)).toBe(division.successors[1]);
  });

  it('its closed case stays where it happened, and has no further step', async () => {
    const division = await dividedGrid(suite, [1]);
    const id = await reportedAt(suite, division.grid);
    await moving(officer, accept(id));
    await moving(officer, assign(id));
    await moving(handler, `respondToReporter(id: "${id}", message: "今天下午")`);
    await close(id);
    const before = await caseOf(id);
    await adopt(division);
    expect(await caseOf(id)).toEqual(before);
  });

  it('the grid worker of the successor sees it, and one of another grid does not', async () => {
    const division = await dividedGrid(suite, [1, 2]);
    const id = await reportedAt(suite, division.grid);
    const workerOf = (grid: string | undefined) => viewerWith('GRID_WORKER', grid ?? '', personId(77));
    const seen = () =>
      Promise.all([...division.successors, GRID].map(async (grid) => (await caseOf(id, workerOf(grid))) !== null));
    expect(await seen()).toEqual([false, false, false]);
    await adopt(division);
    expect(await seen()).toEqual([false, true, false]);
  });

  it('the counts of open cases go along', async () => {
    const division = await dividedGrid(suite, [1]);
    await reportedAt(suite, division.grid);
    await reportedAt(suite, division.grid);
    const countsOf = (territory: string | undefined) =>
      rowsOf(suite, sql`select open, total from open_case_count where territory = ${territory}`);
    await adopt(division);
    expect(await countsOf(division.grid)).toEqual([{ open: 0, total: 0 }]);
    expect(await countsOf(division.successors[0])).toEqual([{ open: 2, total: 2 }]);
  });

  it('the cases of its micro-grid go to what succeeded that', async () => {
    const division = await dividedGrid(suite, [1, 1]);
    const [micro, to] = [`${division.grid}01`, `${division.successors[1]}01`];
    await suite.hear('grid', [gridRow(micro, 1, null)]);
    const id = await reportedAt(suite, micro);
    await suite.hear('grid', [gridRow(micro, 2, '2026-11-20'), gridRow(to, 1, null)]);
    await suite.hear('gridLineage', [{ key: micro, version: 1, payload: { grid: micro, successors: [to] } }]);
    await adopt(division);
    expect(await territoryOf(id)).toBe(to);
  });

  it('a case that stayed behind goes with its building', async () => {
    const division = await dividedGrid(suite, [1, 3]);
    const [building] = division.buildings;
    const { data } = await report(suite.as(resident), { building: building?.id });
    await division.news.closed();
    await rowsOf(
      suite,
      sql`update directory_building set grid = ${building?.to}, version = 2 where id = ${building?.id}`,
    );
    await division.news.moved();
    await division.news.lineage();
    expect(await territoryOf(data.reportCase.id)).toBe(building?.to);
  });
});

describe('the news of a division', () => {
  type News = readonly (keyof Division['news'])[];
  const ORDERS: readonly News[] = [
    ['closed', 'lineage', 'moved'],
    ['closed', 'moved', 'lineage'],
    ['lineage', 'closed', 'moved'],
    ['lineage', 'moved', 'closed'],
    ['moved', 'closed', 'lineage'],
    ['moved', 'lineage', 'closed'],
  ];

  it.each(ORDERS)('leads to the same when it comes as %s, %s, %s', async (...order) => {
    const division = await dividedGrid(suite, [1, 2]);
    const id = await reportedAt(suite, division.grid);
    for (const kind of order) await division.news[kind]();
    expect(await territoryOf(id)).toBe(division.successors[1]);
  });

  it('moves nothing when it is told again', async () => {
    const division = await dividedGrid(suite, [1]);
    const id = await reportedAt(suite, division.grid);
    await adopt(division);
    const after = await caseOf(id);
    await adopt(division);
    expect(await caseOf(id)).toEqual(after);
    expect((await toldOf(suite, 'case', id)).map(({ type }) => type)).toEqual(['CaseReported', 'CaseMoved']);
  });

  it('of two at once takes a case to the grids of today', async () => {
    const [first, second] = [await dividedGrid(suite, [1]), await dividedGrid(suite, [1])];
    const id = await reportedAt(suite, first.grid);
    await first.news.closed();
    await first.news.moved();
    await second.news.closed();
    await second.news.moved();
    await suite.hear('gridLineage', [
      { key: first.grid, version: 1, payload: { grid: first.grid, successors: [second.grid] } },
      { key: second.grid, version: 1, payload: { grid: second.grid, successors: second.successors } },
    ]);
    expect(await territoryOf(id)).toBe(second.successors[0]);
  });

  it('takes 1 and 30 cases along with the same number of statements', async () => {
    const statementsFor = async (cases: number) => {
      const division = await dividedGrid(suite, [1, 1]);
      const location = division.buildings[0]?.location ?? null;
      for (let n = 0; n < cases; n += 1) await reportedAt(suite, division.grid, n % 2 === 0 ? location : null);
      await division.news.closed();
      await division.news.moved();
      return (await countingStatements(division.news.lineage)).statements;
    };
    // Begin, commit, the lineage; what is to follow, what still stands, the hold, cases, shares, positions; change, steps before and new,
    // news; the mark.
    expect([await statementsFor(1), await statementsFor(30)]).toEqual([14, 14]);
  });
});
