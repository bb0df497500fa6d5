import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCity, type RunningCity } from './testing/running-city.js';
import { SECRET } from './testing/small-city.js';

const ID = expect.stringMatching(/^[0-9a-f-]{36}$/);

let city: RunningCity;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.stop());

describe('an answer', () => {
  it('is put together from all subgraphs, and says how many requests and statements it took', async () => {
    const answer = await city.ask('{ areas { nodes { name openCases } } }');
    expect(answer.data).toEqual({
      areas: {
        nodes: [
          { name: 'Area 1', openCases: 1 },
          { name: 'Area 2', openCases: 2 },
          { name: 'Area 3', openCases: 3 },
        ],
      },
    });
    expect(answer.extensions['trace']).toEqual({
      subgraphRequests: 2,
      statements: 6,
      subgraphs: [
        { name: 'grid', requests: 1, statements: 3, entities: 0, entitiesAgain: 0 },
        { name: 'cases', requests: 1, statements: 3, entities: 3, entitiesAgain: 0 },
      ],
    });
  });

  it('says nothing of its making without a trace', async () => {
    const quiet = await startCity({ trace: false });
    expect(Object.keys((await quiet.ask('{ whoAmI }')).extensions)).toEqual(['cost']);
    await quiet.stop();
  });

  it('has the id of its request, the one that came with it or a new one', async () => {
    const given = await city.ask('{ whoAmI }', { headers: { 'x-request-id': 'request-12345' } });
    expect(given.headers.get('x-request-id')).toBe('request-12345');
    expect(city.grid.heard.at(-1)?.requestId).toBe('request-12345');
    expect((await city.ask('{ whoAmI }')).headers.get('x-request-id')).toEqual(ID);
  });
});

describe('a key of a change', () => {
  it.each([' ', 'two words', 'k'.repeat(201), '\u00e9'])(
    'is refused where it is none, before anything is changed: %j',
    async (key) => {
      const answer = await city.ask('mutation { note { code } }', { headers: { 'idempotency-key': key } });
      expect(answer.status).toBe(400);
      expect(answer.errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', path: 'Idempotency-Key' } });
    },
  );
});

describe('an error', () => {
  it('that is a refusal of a subgraph keeps its code, its facts and its message in the language of the caller', async () => {
    const answer = await city.ask('{ refused }', { headers: { 'accept-language': 'zh-CN' } });
    expect(answer.errors).toEqual([
      { message: '已结案。', path: ['refused'], extensions: { code: 'ALREADY_CLOSED', number: 'JN-1' } },
    ]);
  });

  it('that is about the form of a value names the input, as a variable, or the place, as a literal', async () => {
    const variable = await city.ask('query ($on: Date!) { weekday(on: $on) }', { variables: { on: '2026-02-30' } });
    expect([variable.status, variable.errors[0]?.extensions]).toEqual([400, { code: 'BAD_USER_INPUT', path: 'on' }]);
    const literal = await city.ask('{ weekday(on: "2026-02-30") }');
    expect([literal.status, literal.errors[0]]).toEqual([
      400,
      {
        message: 'A value in the operation does not fit its type; correct it at the given location.',
        locations: [{ line: 1, column: 15 }],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect((await city.ask('{ weekday(on: "2026-02-28") }')).data).toEqual({ weekday: 'weekday of 2026-02-28' });
  });

  it('stands beside null where a subgraph did not give what its schema promises', async () => {
    const answer = await city.ask('{ areas { edges { node { name } } } }');
    expect(answer.data).toBeNull();
    expect(answer.errors.map(({ extensions }) => extensions)).toEqual([{ code: 'INTERNAL_SERVER_ERROR', id: ID }]);
    expect(answer.extensions['valueCompletion']).toBeUndefined();
  });

  it('asks which operation to run where a document has several', async () => {
    const query = 'query A { whoAmI } query B { whoAmI }';
    const answer = await city.ask(query);
    expect([answer.status, answer.errors[0]?.extensions]).toEqual([400, { code: 'OPERATION_RESOLUTION_FAILURE' }]);
    expect((await city.ask(query, { operationName: 'B' })).status).toBe(200);
  });

  it.each(['\0', '\ud800'])('is given for a text that no table can hold: %j', async (character) => {
    const code = `${SECRET}${character}`;
    const answer = await city.ask('query ($code: ID!) { area(code: $code) { name } }', { variables: { code } });
    expect([answer.status, answer.errors[0]?.extensions]).toEqual([400, { code: 'BAD_USER_INPUT', path: 'code' }]);
    expect(answer.text).not.toContain(SECRET);
  });

  it('is given for the same text in the operation itself, by its place', async () => {
    const answer = await city.ask(`{ area(code: "${SECRET}\\u0000") { name } }`);
    expect([answer.status, answer.errors[0]?.extensions]).toEqual([400, { code: 'BAD_USER_INPUT' }]);
    expect(answer.errors[0]).toMatchObject({ locations: [{ line: 1, column: 14 }] });
    expect(answer.text).not.toContain(SECRET);
  });

  it('about the size of an operation is given in both languages', async () => {
    const query = `{ ${Array.from({ length: 11 }, (_, index) => `a${index}: whoAmI`).join(' ')} }`;
    const ask = async (language: string) =>
      (await city.ask(query, { headers: { 'accept-language': language } })).errors[0]?.message;
    expect(await ask('zh-CN')).toBe('一次查询最多 10 个顶层字段，这里有 11 个；请分成几次查询。');
    expect(await ask('en')).toBe('A query has at most 10 fields at its root, this one has 11; split it.');
  });
});
