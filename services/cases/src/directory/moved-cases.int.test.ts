import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { movesIn, rowsOf, accept, assign } from '../case/case-moves.suite.js';
import {
  casesSuite,
  COMMUNITY,
  GRID,
  gridWorker,
  handler,
  officer,
  report,
  resident,
  type CasesSuite,
} from '../cases.suite.js';

const OPENED = `${COMMUNITY}003`;

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const { moving, close } = movesIn(() => suite);
let buildings = 7000;

/** A building in the first grid, with a case that is open and one that is closed. */
const building = async () => {
  const id = personId((buildings += 1));
  await hear(id, 1, GRID);
  const reported = async () => (await report(suite.as(resident), { building: id })).data.reportCase.id as string;
  const [open, closed] = [await reported(), await reported()];
  await moving(officer, accept(closed));
  await moving(officer, assign(closed));
  await moving(handler, `respondToReporter(id: "${closed}", message: "今天下午")`);
  await close(closed);
  return { id, open, closed };
};
const hear = (id: string, version: number, grid: string) =>
  suite.hear('building', [
    { key: id, version, payload: { number: '9号楼', grid, community: COMMUNITY, compound: null, location: null } },
  ]);
const territoryOf = async (id: string) =>
  (await suite.as(officer).ask(`{ case(id: "${id}") { territory version } }`)).data.case;

describe('when a building goes to another grid', () => {
  it('its open cases follow it, and its closed ones stay where they happened', async () => {
    const { id, open, closed } = await building();
    await hear(id, 2, OPENED);
    expect(await territoryOf(open)).toEqual({ territory: OPENED, version: 2 });
    expect(await territoryOf(closed)).toMatchObject({ territory: GRID });
  });

  it('the grid worker there sees them, and the one of the grid before does no more', async () => {
    const { id, open } = await building();
    await hear(id, 2, OPENED);
    const seenBy = async (viewer: typeof gridWorker) =>
      (await suite.as(viewer).ask(`{ case(id: "${open}") { description } }`)).data.case;
    expect(await seenBy(viewerWith('GRID_WORKER', OPENED, personId(77)))).toMatchObject({
      description: expect.any(String),
    });
    expect(await seenBy(gridWorker)).toBeNull();
  });

  it('the counts of open cases go along', async () => {
    const { id } = await building();
    const openIn = async (territory: string) =>
      (
        await rowsOf(
          suite,
          sql<{
            open: number;
          }>`select coalesce(sum(open), 0)::int as open from open_case_count where territory = ${territory}`,
        )
      )[0]?.open ?? 0;
    const [before, there] = [await openIn(GRID), await openIn(OPENED)];
    await hear(id, 2, OPENED);
    expect([await openIn(GRID), await openIn(OPENED)]).toEqual([before - 1, there + 1]);
  });

  it('other services are told where each case is now', async () => {
    const { id, open } = await building();
    await hear(id, 2, OPENED);
    const told = await rowsOf(
      suite,
      sql`select type, version::int as version, payload ->> 'territory' as territory, payload ->> 'building' as building
        from outbox where aggregateid = ${open} and type = 'CaseMoved'`,
    );
    expect(told).toEqual([{ type: 'CaseMoved', version: 2, territory: OPENED, building: id }]);
  });

  it('hearing of it again, or of what was before, moves nothing', async () => {
    const { id, open } = await building();
    for (const [version, grid] of [
      [3, OPENED],
      [3, OPENED],
      [2, GRID],
    ] as const)
      await hear(id, version, grid);
    expect(await territoryOf(open)).toEqual({ territory: OPENED, version: 2 });
  });
});
