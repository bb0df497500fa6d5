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
        { name: 'grid', requests: 1, statements: 3 },
        { name: 'cases', requests: 1, statements: 3 },
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

  it('A9: that is a defect of a subgraph is masked, with an id alone', async () => {
    const answer = await city.ask('{ defect }');
    expect(answer.errors[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', id: ID });
    expect(answer.text).not.toMatch(new RegExp(`${SECRET}|area\\.ts|stack|127\\.0\\.0\\.1`));
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
});

describe('A8: in production', () => {
  it('nobody is told the schema, nor what they may have meant', async () => {
    const production = await startCity({ production: true });
    const introspection = await production.ask('{ __schema { types { name } } }');
    expect(introspection.status).toBe(400);
    const misspelt = await production.ask('{ whoAmi }');
    expect(misspelt.status).toBe(400);
    expect(misspelt.text).not.toMatch(/Did you mean|whoAmI/);
    expect((await fetch(`${production.url}/`)).status).toBe(404);
    await production.stop();
  });
});
