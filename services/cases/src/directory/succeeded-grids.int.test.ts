import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { casesSuite, COMMUNITY, GRID, NEXT_BUILDING, report, resident, type CasesSuite } from '../cases.suite.js';

const CLOSED = `${COMMUNITY}009`;
const workerOfClosed = viewerWith('GRID_WORKER', CLOSED, personId(30));

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

describe('the staff of a grid that was closed', () => {
  it('read the cases of the grids that succeeded it once grid tells of them, and of no other', async () => {
    const reported = async (input: Record<string, unknown> = {}) =>
      (await report(suite.as(resident), input)).data.reportCase.id as string;
    const [there, beside] = [await reported(), await reported({ building: NEXT_BUILDING })];
    const titleOf = async (id: string) =>
      (await suite.as(workerOfClosed).ask(`{ case(id: "${id}") { title } }`)).data.case?.title ?? null;
    expect([await titleOf(there), await titleOf(beside)]).toEqual([null, null]);
    const news = { key: CLOSED, version: 1, payload: { grid: CLOSED, successors: [GRID] } };
    await suite.hear('gridLineage', [news]);
    await suite.hear('gridLineage', [news]);
    expect([await titleOf(there), await titleOf(beside)]).toEqual(['三单元门口垃圾未清', null]);
  });
});
