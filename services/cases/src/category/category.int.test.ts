import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { administrator, casesSuite, officer, report, type CasesSuite } from '../cases.suite.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const DEFINE = `mutation ($code: ID!, $input: CaseCategoryInput!) {
  defineCaseCategory(code: $code, input: $input) { code name parent { code } private respondWithin { amount unit } }
}`;
const input = {
  name: '共享单车乱停放',
  parent: 'ORDER',
  firstLevel: 'GRID',
  lastLevel: 'STREET',
  responsible: 'GRID_STAFF',
  respondWithin: { amount: 2, unit: 'HOURS' },
  resolveWithin: { amount: 1, unit: 'SAME_DAY' },
};

it('every class has kinds, and every kind a class', async () => {
  const { data } = await suite.as(officer).ask('{ caseCategories { code parent { code } kinds { code } } }');
  const wrong = data.caseCategories.filter(
    ({ code, parent, kinds }: { code: string; parent: { code: string } | null; kinds: unknown[] }) =>
      code.includes('.') ? parent?.code !== code.split('.')[0] || kinds.length > 0 : kinds.length === 0,
  );
  expect([data.caseCategories.length, wrong]).toEqual([28, []]);
});

it('a category speaks the language of its caller', async () => {
  const names = await Promise.all(
    (['zh', 'en'] as const).map(async (language) => {
      const { data } = await suite.as(officer, { language }).ask('{ caseCategories { name } }');
      return data.caseCategories[0].name as string;
    }),
  );
  expect(names).toEqual(['你问我答', 'Questions and advice']);
});

it('a category that an administrator defines takes cases at once, with its own limits', async () => {
  const { data } = await suite.as(administrator).ask(DEFINE, { code: 'ORDER.BIKES', input });
  expect(data.defineCaseCategory).toEqual({
    code: 'ORDER.BIKES',
    name: '共享单车乱停放',
    parent: { code: 'ORDER' },
    private: false,
    respondWithin: { amount: 2, unit: 'HOURS' },
  });
  expect((await report(suite.as(officer), { category: 'ORDER.BIKES' })).errors).toEqual([]);
});

it.each([
  ['whose first level is above its last', 'ORDER.BAD', { ...input, firstLevel: 'CITY' }, 'input.firstLevel'],
  ['below a kind', 'ORDER.BAD', { ...input, parent: 'ORDER_PARKING' }, 'input.parent'],
  ['below itself', 'ORDER', input, 'input.parent'],
  ['with kinds below another class', 'ENVIRONMENT', input, 'input.parent'],
  ['without a form of code', 'order bikes', input, 'code'],
  [
    'with a limit of nothing',
    'ORDER.BAD',
    { ...input, respondWithin: { amount: 0, unit: 'HOURS' } },
    'input.respondWithin.amount',
  ],
])('refuses a category %s', async (_, code, wrong, path) => {
  const { errors } = await suite.as(administrator).ask(DEFINE, { code, input: wrong });
  expect(errors.map((error) => [error.code, error.extensions['path']])).toEqual([['BAD_USER_INPUT', path]]);
});

it('an administrator of less than a city does not change the categories of all', async () => {
  const local = {
    person: administrator.person,
    roles: [{ role: 'ADMINISTRATOR' as const, territory: '340705402001' }],
  };
  const { errors } = await suite.as(local).ask(DEFINE, { code: 'ORDER.BIKES', input });
  expect(errors[0]?.code).toBe('FORBIDDEN');
});

it('of two who define a category at the same time, both are heard', async () => {
  const define = () => suite.as(administrator).ask(DEFINE, { code: 'ORDER.SCOOTERS', input });
  const answers = await Promise.all([define(), define()]);
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
});

it('only an administrator defines categories', async () => {
  const { errors } = await suite.as(officer).ask(DEFINE, { code: 'ORDER.BIKES', input });
  expect(errors[0]).toMatchObject({ code: 'FORBIDDEN', extensions: { allowed: ['ADMINISTRATOR'] } });
});
