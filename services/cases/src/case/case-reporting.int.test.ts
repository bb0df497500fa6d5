import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC } from '@linli/domain/viewer';
import {
  BUILDING,
  BUILDING_ELSEWHERE,
  casesSuite,
  COMMUNITY,
  GRID,
  handler,
  NEXT_GRID,
  officer,
  report,
  resident,
  type CasesSuite,
} from '../cases.suite.js';
import { movesIn } from './case-moves.suite.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const { reported } = movesIn(() => suite);

const SYDNEY = { latitude: -33.87, longitude: 151.21 };

const rowCount = async (table: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
    suite.worker.em.fork().getKysely(),
  );
  return rows[0]?.n ?? -1;
};

describe('reporting a case', () => {
  it('takes the grid from the building and the limits from the kind', async () => {
    const answer = await suite.as(resident).ask(
      `mutation ($input: ReportCaseInput!) { reportCase(input: $input) {
        number title description status level territory grid { code } building { id } respondBy resolveBy overdue
        category { code name parent { code } } timeline { sequence action from to byRole note } } }`,
      {
        input: {
          building: BUILDING,
          category: 'ENVIRONMENT.LITTER',
          channel: 'WECHAT',
          title: '垃圾未清',
          description: '请来电 13800138000。',
        },
      },
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data.reportCase).toMatchObject({
      number: expect.stringMatching(/^TL-20261120-\d{6}-[A-Z]{4}$/),
      title: '垃圾未清',
      description: '请来电 13800138000。',
      status: 'REPORTED',
      level: 'GRID',
      territory: GRID,
      grid: { code: GRID },
      building: { id: BUILDING },
      respondBy: '2026-11-20T15:59:59.999Z',
      resolveBy: '2026-11-23T15:59:59.999Z',
      overdue: false,
      category: { code: 'ENVIRONMENT.LITTER', name: 'Litter and refuse', parent: { code: 'ENVIRONMENT' } },
      timeline: [{ sequence: 1, action: null, from: null, to: 'REPORTED', byRole: 'RESIDENT', note: null }],
    });
  });

  it.each([
    ['the point in a boundary', { location: { latitude: 30.905, longitude: 117.805 } }, GRID],
    ['the nearest building within 200 m', { location: { latitude: 30.951, longitude: 117.85 } }, NEXT_GRID],
    ['the territory that is given', { territory: NEXT_GRID }, NEXT_GRID],
    ['the community where no grid is known', { territory: COMMUNITY }, COMMUNITY],
  ])('finds its place by %s', async (_, place, territory) => {
    const answer = await report(suite.as(officer), { building: null, ...place });
    expect(answer.data.reportCase).toMatchObject({ territory, building: null });
  });

  it.each([
    ['a building elsewhere', { building: BUILDING_ELSEWHERE }, 'input.building'],
    ['a building that is not there', { building: '00000000-0000-7000-8000-000000009999' }, 'input.building'],
    ['an id that is no id', { building: 'nowhere' }, 'input.building'],
    ['a territory elsewhere', { building: null, territory: '370114001001' }, 'input.territory'],
    ['a whole street', { building: null, territory: '340705402' }, 'input.territory'],
    ['a point far from everything', { building: null, location: { latitude: 10, longitude: 10 } }, 'input.location'],
  ])('refuses %s as a place that is not there', async (_, place, path) => {
    const before = await rowCount('case');
    const answer = await report(suite.as(officer), place);
    expect(answer.errors).toEqual([
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: `There is no such place at ${path}, or it is not in your territory.`,
        extensions: { path },
      }),
    ]);
    expect(await rowCount('case')).toBe(before);
  });

  it.each([
    ['no place at all', { building: null }, 'input'],
    ['a building outside the grid that is given', { territory: NEXT_GRID }, 'input.building'],
    ['a point on another continent', { building: null, territory: NEXT_GRID, location: SYDNEY }, 'input.location'],
    ['a building with a point on another continent', { location: SYDNEY }, 'input.location'],
    ['a title that turns its own direction', { title: '垃圾\u202e未清' }, 'input.title'],
    ['a phone number in the title', { title: '请打 138-0013-8000' }, 'input.title'],
    ['a class instead of a kind', { category: 'ENVIRONMENT' }, 'input.category'],
    ['a category that is not there', { category: 'NOTHING' }, 'input.category'],
    ['an empty title', { title: '  ' }, 'input.title'],
    ['a description of more than 4,000 characters', { description: '长'.repeat(4_001) }, 'input.description'],
  ])('refuses %s by its path', async (_, input, path) => {
    const answer = await report(suite.as(officer), input);
    expect(answer.data).toBeNull();
    expect(answer.errors.map(({ code, extensions }) => [code, extensions['path']])).toEqual([['BAD_USER_INPUT', path]]);
  });

  it('refuses the public and whoever has no role to report', async () => {
    const answers = [await report(suite.as(PUBLIC)), await report(suite.as(handler))];
    expect(answers.map(({ errors }) => errors[0]?.code)).toEqual(['UNAUTHENTICATED', 'FORBIDDEN']);
  });

  it('makes one case of a key that comes twice, also at the same time', async () => {
    const client = suite.as(resident, { idempotencyKey: 'phone-1' });
    const answers = await Promise.all([report(client), report(client), report(client)]);
    const ids = new Set(answers.map(({ data }) => data.reportCase.id));
    expect(ids.size).toBe(1);
  });

  it('refuses a key that was used for another case', async () => {
    const client = suite.as(resident, { idempotencyKey: 'phone-2' });
    await report(client);
    const { errors } = await report(client, { title: '另一件事' });
    expect(errors[0]?.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('stores no text in the clear', async () => {
    await reported();
    const { rows } = await sql<{ row: string }>`select c::text as row from "case" c`.execute(
      suite.worker.em.fork().getKysely(),
    );
    expect(rows.filter(({ row }) => /13800138000|3133383030313338303030/.test(row))).toEqual([]);
  });
});
