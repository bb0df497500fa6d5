import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SECRET } from './testing/small-city.js';
import { answerOf, startCity, type Answer, type RunningCity } from './testing/running-city.js';

let city: RunningCity;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.stop());

describe('an operation that asks too much is refused before any subgraph hears of it:', () => {
  it('A1: 101 aliases of a field, and of __typename', async () => {
    expect(refusalOf(await city.ask(`{ ${aliased(101, 'whoAmI')} }`))).toEqual(tooComplex('aliases', 15, 101));
    expect(refusalOf(await city.ask(`{ ${aliased(101, '__typename')} }`))).toEqual(tooComplex('aliases', 15, 101));
  });

  it('A2: 200 aliases of a list, eleven root fields, two root mutations', async () => {
    expect(refusalOf(await city.ask(`{ ${aliased(200, 'areas { totalCount }')} }`))).toEqual(
      tooComplex('aliases', 15, 200),
    );
    expect(refusalOf(await city.ask(`{ ${aliased(11, 'whoAmI')} }`))).toEqual(tooComplex('rootFields', 10, 11));
    const two = 'mutation { a: note(input: { text: "1" }) { code } b: note(input: { text: "2" }) { code } }';
    expect(refusalOf(await city.ask(two))).toEqual(tooComplex('rootMutations', 1, 2));
  });

  it('A3: a batch of ten', async () => {
    const batch = JSON.stringify(Array.from({ length: 10 }, () => ({ query: '{ whoAmI }' })));
    const answer = await post(batch, 'application/json');
    expect(answer.status).toBe(400);
    expect(answer.errors[0]?.extensions).toEqual({ code: 'BAD_REQUEST' });
  });

  it('A4: a field 500 and 5,000 times', async () => {
    expect(refusalOf(await city.ask(`{ area(code: "1") { ${'name '.repeat(500)} } }`))).toEqual(
      tooComplex('fields', 300, 301),
    );
    expect(refusalOf(await city.ask(`{ area(code: "1") { ${'name '.repeat(5_000)} } }`))).toMatchObject({
      status: 400,
      code: 'GRAPHQL_PARSE_FAILED',
    });
  });

  it('A5: ten unknown directives with five errors at the most, 500 @include', async () => {
    const answer = await city.ask(`{ ${'whoAmI @unknown '.repeat(10)} }`);
    expect(refusalOf(answer)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(answer.errors.length).toBeLessThanOrEqual(5);
    expect((await city.ask(`{ whoAmI ${'@include(if: true) '.repeat(500)} }`)).status).toBe(400);
    expect(refusalOf(await city.ask(`{ whoAmI ${'@include(if: true) '.repeat(21)} }`))).toEqual(
      tooComplex('directives', 20, 21),
    );
  });

  it('A6: fragments in a circle, twelve levels of fragments that double', async () => {
    const circle = '{ area(code: "1") { ...A } } fragment A on Area { parent { ...B } } fragment B on Area { ...A }';
    expect(refusalOf(await city.ask(circle))).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    const level = (n: number) => `fragment F${n} on Area { parent { ...F${n + 1} } x${n}: parent { ...F${n + 1} } }`;
    const levels = Array.from({ length: 12 }, (_, n) => level(n)).join(' ');
    const doubling = `{ area(code: "1") { ...F0 } } ${levels} fragment F12 on Area { name }`;
    expect(refusalOf(await city.ask(doubling))).toMatchObject({ status: 400, code: 'OPERATION_TOO_COMPLEX' });
  });

  it('A7: fifty levels of recursion', async () => {
    const deep = `{ area(code: "1") { ${'parent { '.repeat(50)} name ${'} '.repeat(50)} } }`;
    expect(refusalOf(await city.ask(deep))).toEqual(tooComplex('depth', 12, 13));
  });

  it('A10: a change by GET, as a form, as plain text', async () => {
    const change = 'mutation { note(input: { text: "x" }) { code } }';
    const address = `${city.url}/graphql?query=${encodeURIComponent(change)}`;
    expect((await fetch(address)).status).toBe(400);
    expect((await fetch(address, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(405);
    expect((await post(`query=${encodeURIComponent(change)}`, 'application/x-www-form-urlencoded')).status).toBe(400);
    expect((await post(JSON.stringify({ query: change }), 'text/plain')).status).toBe(400);
  });

  it('A11: a body of a megabyte, 5,000 fields, a list of 501, of 20,000 and 9,000 levels deep', async () => {
    expect((await fetch(`${city.url}/graphql`, { method: 'POST', body: 'x'.repeat(1_000_000) })).status).toBe(413);
    const query = 'query ($codes: [ID!]) { areas(codes: $codes) { totalCount } }';
    for (const length of [501, 20_000]) {
      const answer = await city.ask(query, { variables: { codes: Array.from({ length }, () => '1') } });
      expect(answer.status).toBe(400);
      expect(answer.errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', path: 'codes', limit: 500 });
    }
    const deep = JSON.stringify({ query, variables: { codes: 'deep' } }).replace(
      '"deep"',
      '['.repeat(9_000) + ']'.repeat(9_000),
    );
    expect(refusalOf(await post(deep, 'application/json'))).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
    const literals = `{ areas(codes: [${'"1" '.repeat(501)}]) { totalCount } }`;
    expect(refusalOf(await city.ask(literals))).toEqual(tooComplex('listValues', 500, 501));
  });

  it('A12: the entrances that are for the gateway alone', async () => {
    expect(refusalOf(await city.ask('{ _service { sdl } }'))).toMatchObject({
      status: 400,
      code: 'GRAPHQL_VALIDATION_FAILED',
    });
    expect(refusalOf(await city.ask('{ _entities(representations: []) { __typename } }'))).toMatchObject({
      status: 400,
      code: 'GRAPHQL_VALIDATION_FAILED',
    });
    const direct = await fetch(`http://127.0.0.1:${city.grid.port}/graphql`, { method: 'POST', body: '{}' });
    expect(direct.status).toBe(401);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('A13: %s as alias or variable', async (name) => {
    for (const query of [`{ ${name}: whoAmI }`, `query ($${name}: Int) { areas(first: $${name}) { totalCount } }`]) {
      const answer = await city.ask(query);
      expect(answer.status).toBe(400);
      expect(answer.errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', path: name });
    }
  });

  it('A14: a value of the wrong type, which no answer repeats', async () => {
    const byVariable = (type: string, argument: string, value: unknown) =>
      city.ask(`mutation ($v: ${type}) { note(input: ${argument}) { code } }`, { variables: { v: value } });
    const answers = [
      await byVariable('NoteInput!', '$v', { text: 'x', floor: SECRET }),
      await byVariable('NoteInput!', '$v', { text: 'x', mood: SECRET }),
      await byVariable('NoteInput!', '$v', { text: 'x', [`_${SECRET}`]: 1 }),
      await city.ask(`{ areas(first: "${SECRET}") { totalCount } }`),
      await city.ask(`mutation { note(input: { text: "x", mood: M${SECRET} }) { code } }`),
      await city.ask(`{ area(code: "1") { name "${SECRET}" } }`),
      await city.ask(`{ weekday(on: "${SECRET}") }`),
      await city.ask('query ($on: Date!) { weekday(on: $on) }', { variables: { on: SECRET } }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain(SECRET);
    }
    expect(answers[0]?.errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', path: 'v.floor' });
  });

  it.each(['\0', '\ud800'])('a text that no table can hold: %j', async (character) => {
    const code = `${SECRET}${character}`;
    const answer = await city.ask('query ($code: ID!) { area(code: $code) { name } }', { variables: { code } });
    expect(refusalOf(answer)).toEqual({ status: 400, data: undefined, code: 'BAD_USER_INPUT', path: 'code' });
    expect(answer.text).not.toContain(SECRET);
  });

  it('the same text in the operation itself, told by its place', async () => {
    const answer = await city.ask(`{ area(code: "${SECRET}\\u0000") { name } }`);
    expect(refusalOf(answer)).toEqual({ status: 400, data: undefined, code: 'BAD_USER_INPUT' });
    expect(answer.errors[0]).toMatchObject({ locations: [{ line: 1, column: 14 }] });
    expect(answer.text).not.toContain(SECRET);
  });

  it('A15: more than the budget, with what it would have cost', async () => {
    const query =
      'query ($n: Int) { areas(first: $n) { nodes { children(first: $n) { nodes { name children { nodes { name } } } } } } }';
    const answer = await city.ask(query, { variables: { n: 100 } });
    expect(answer.status).toBe(400);
    expect(answer.errors[0]?.extensions).toEqual({
      code: 'OPERATION_TOO_COMPLEX',
      which: 'cost',
      limit: 25_000,
      found: answer.extensions['cost'],
    });
  });

  it('and no subgraph has heard of any of them', () => {
    expect([...city.grid.heard, ...city.cases.heard]).toEqual([]);
  });
});

it('A15: an answer says what it cost', async () => {
  const answer = await city.ask('query ($n: Int) { areas(first: $n) { nodes { name } } }', { variables: { n: 10 } });
  expect(answer.status).toBe(200);
  expect(answer.extensions['cost']).toBe(12);
});

it('A1: fifteen aliases pass', async () => {
  expect((await city.ask(`{ area(code: "1") { ${aliased(15, 'name')} } }`)).status).toBe(200);
});

it('a refusal for its size is given in both languages', async () => {
  const ask = async (language: string) =>
    (await city.ask(`{ ${aliased(11, 'whoAmI')} }`, { headers: { 'accept-language': language } })).errors[0]?.message;
  expect(await ask('zh-CN')).toBe('一次查询最多 10 个顶层字段，这里有 11 个；请分成几次查询。');
  expect(await ask('en')).toBe('A query has at most 10 fields at its root, this one has 11; split it.');
});

function aliased(count: number, field: string): string {
  return Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');
}

async function post(body: string, type: string): Promise<Answer> {
  return answerOf(await fetch(`${city.url}/graphql`, { method: 'POST', body, headers: { 'content-type': type } }));
}

/** The status and the first error of an answer that has no data. */
function refusalOf(answer: Answer): Record<string, unknown> {
  return { status: answer.status, data: answer.data, ...answer.errors[0]?.extensions };
}

function tooComplex(which: string, limit: number, found: number): Record<string, unknown> {
  return { status: 400, data: undefined, code: 'OPERATION_TOO_COMPLEX', which, limit, found };
}
