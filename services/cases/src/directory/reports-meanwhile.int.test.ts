import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { GraphAnswer } from '@linli/testkit/graph-client';
import { rowsOf } from '../case/case-moves.suite.js';
import { casesSuite, officer, report, resident, type CasesSuite } from '../cases.suite.js';
import { dividedGrid } from './division.suite.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

/** Whether somebody waits for a lock of a sort. */
const someoneWaits = async (sort: string) => {
  const waiting = sql`select from pg_locks where not granted and locktype = ${sort}
    and database = (select oid from pg_database where datname = current_database())`;
  return (await rowsOf(suite, waiting)).length > 0;
};
const territoryOf = async (reporting: Promise<GraphAnswer>) => {
  const { data, errors } = await reporting;
  expect(errors).toEqual([]);
  const id = data.reportCase.id as string;
  return (await suite.as(officer).ask(`{ case(id: "${id}") { territory } }`)).data.case.territory;
};

/** Lets a report come as far as the count of its case before news begin, which have to wait for it then. */
async function reportingBefore(input: Record<string, unknown>, news: () => Promise<void>): Promise<GraphAnswer> {
  const gate = suite.worker.em.fork();
  await gate.begin();
  await gate.execute('lock table open_case_count in exclusive mode');
  const reporting = report(suite.as(resident), input);
  while (!(await someoneWaits('relation')));
  let isHeard = false;
  const hearing = news().then(() => (isHeard = true));
  while (!isHeard && !(await someoneWaits('advisory')));
  await gate.commit();
  await hearing;
  return reporting;
}

/** Lets a report begin while news are being taken in: what it reads first is how it was before. */
async function reportingDuring(input: Record<string, unknown>, news: () => Promise<void>): Promise<GraphAnswer> {
  const gate = suite.worker.em.fork();
  await gate.begin();
  await gate.execute('lock table outbox in exclusive mode');
  const hearing = news();
  while (!(await someoneWaits('relation')));
  const reporting = report(suite.as(resident), input);
  while (!(await someoneWaits('advisory')));
  await gate.commit();
  await hearing;
  return reporting;
}

describe('a case that is reported at the moment of a move', () => {
  it('goes along with its building where it was reported just before', async () => {
    const { buildings, successors, news } = await dividedGrid(suite, [1]);
    const answer = reportingBefore({ building: buildings[0]?.id }, news.moved);
    expect(await territoryOf(answer)).toBe(successors[0]);
  });

  it('is one of where its building is now, where it was reported just after', async () => {
    const { buildings, successors, news } = await dividedGrid(suite, [1]);
    await report(suite.as(resident), { building: buildings[0]?.id });
    const answer = reportingDuring({ building: buildings[0]?.id }, news.moved);
    expect(await territoryOf(answer)).toBe(successors[0]);
  });

  it('goes along with a grid that is closed where it was reported just before', async () => {
    const { grid, successors, news } = await dividedGrid(suite, [1]);
    await news.lineage();
    await news.moved();
    const answer = reportingBefore({ building: null, territory: grid }, news.closed);
    expect(await territoryOf(answer)).toBe(successors[0]);
  });

  it('is refused by its place where the grid was closed just before', async () => {
    const { grid, news } = await dividedGrid(suite, [1]);
    await report(suite.as(resident), { building: null, territory: grid });
    await news.lineage();
    await news.moved();
    const { errors } = await reportingDuring({ building: null, territory: grid }, news.closed);
    expect(errors.map(({ code, extensions }) => [code, extensions['path']])).toEqual([
      ['BAD_USER_INPUT', 'input.territory'],
    ]);
  });
});
