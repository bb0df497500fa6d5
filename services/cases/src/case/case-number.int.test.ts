import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { casesSuite, GRID, NEXT_BUILDING, report, resident, type CasesSuite } from '../cases.suite.js';
import { rowsOf } from './case-moves.suite.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const sequenceOf = (number: string) => Number(number.split('-')[2]);

it('fifty cases that are reported at once are numbered from 1 to 50', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => report(suite.as(resident))));
  const sequences = answers.map(({ data }) => sequenceOf(data.reportCase.number as string));
  expect(sequences.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

it('a report that is held up holds up no other', async () => {
  await report(suite.as(resident));
  const holding = suite.worker.em.fork();
  await holding.begin();
  await sql`select from open_case_count where territory = ${GRID} for update`.execute(holding.getKysely());
  const heldUp = report(suite.as(resident));
  const waiting = sql<{ pid: number }>`select pid from pg_locks where not granted`;
  while ((await rowsOf(suite, waiting)).length === 0);
  const other = await report(suite.as(resident), { building: NEXT_BUILDING });
  await holding.commit();
  const numbers = [await heldUp, other].map(({ data }) => sequenceOf(data.reportCase.number as string));
  expect(numbers[1]).toBe((numbers[0] ?? 0) + 1);
});
