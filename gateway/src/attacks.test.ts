import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ATTACKS } from './testing/attacks.js';
import { BAD_TOKENS } from './testing/bad-tokens.js';
import { startProductionGateway, type ProductionGateway } from './testing/production-gateway.js';
import { answerOf, type Answer } from './testing/running-city.js';
import { SECRET } from './testing/small-city.js';

const ID = expect.stringMatching(/^[0-9a-f-]{36}$/);

let city: ProductionGateway;
beforeAll(async () => {
  city = await startProductionGateway();
});
afterAll(() => city.stop());

describe('the process in production refuses, before any subgraph hears of it,', () => {
  it.each(ATTACKS)('$id: $what', async ({ request: { search = '', ...request }, status, refusal }) => {
    const heard = city.grid.heard.length + city.cases.heard.length;
    const answer = await answerOf(await fetch(`${city.url}/graphql${search}`, request));
    expect([answer.status, answer.data]).toEqual([status, undefined]);
    expect(answer.errors[0]?.extensions ?? {}).toMatchObject(refusal);
    expect(answer.errors.length).toBeLessThanOrEqual(5);
    expect(answer.text).not.toMatch(new RegExp(`${SECRET}|Did you mean|stack|\\.ts`));
    expect(city.grid.heard.length + city.cases.heard.length).toBe(heard);
    expect(city.alive()).toBe(true);
  });

  it.each(Object.entries(BAD_TOKENS))('A16: a token %s', async (_, forge) => {
    const answer = await ask('{ whoAmI }', { authorization: `Bearer ${await forge(city.issuer)}` });
    expect(answer.status).toBe(401);
    expect(answer.errors.map(({ extensions }) => extensions)).toEqual([{ code: 'UNAUTHENTICATED' }]);
    expect(answer.data).toBeUndefined();
  });
});

describe('the process in production', () => {
  it('A1: answers fifteen aliases', async () => {
    const aliases = Array.from({ length: 15 }, (_, index) => `a${index}: name`);
    expect((await ask(`{ area(code: "1") { ${aliases.join(' ')} } }`)).status).toBe(200);
  });

  it('A8: has no explorer', async () => {
    expect((await fetch(city.url)).status).toBe(404);
  });

  it('A9: masks a defect of a subgraph, with an id alone', async () => {
    const answer = await ask('{ defect }');
    expect(answer.errors[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', id: ID });
    expect(answer.text).not.toMatch(new RegExp(`${SECRET}|area\\.ts|stack|127\\.0\\.0\\.1`));
  });

  it('A12: passes on no header that is its own to send', async () => {
    const answer = await ask('{ whoAmI }', {
      'x-linli-remaining-ms': '1',
      'x-linli-viewer': `{"person":"${SECRET}"}`,
      'x-forwarded-user': SECRET,
    });
    expect(JSON.parse(String(answer.data?.['whoAmI']))).toEqual({ person: null, roles: [] });
    expect(city.grid.heard.at(-1)?.remainingMs).toBeGreaterThan(1);
  });

  it.each(['{ whoAmI }', '{ _service { sdl } }'])('A12: has subgraphs that answer nobody else: %s', async (query) => {
    const direct = await fetch(`http://127.0.0.1:${city.grid.port}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query }),
      headers: { 'content-type': 'application/json' },
    });
    expect(direct.status).toBe(401);
  });

  it('A15: says of an answer, and of a refusal for its cost, what it costs', async () => {
    expect((await ask('{ areas(first: 10) { nodes { name } } }')).extensions['cost']).toBe(12);
    const [pages] = ATTACKS.filter(({ id }) => id === 'A15');
    const refused = await answerOf(await fetch(`${city.url}/graphql`, pages?.request));
    expect(refused.extensions['cost']).toBe(refused.errors[0]?.extensions['found']);
  });

  it('logs neither texts nor variables of what it was asked', () => {
    expect(city.logged.length).toBeGreaterThan(ATTACKS.length);
    expect(city.logged.filter((line) => line.includes(SECRET) || line.includes('whoAmI'))).toEqual([]);
  });
});

async function ask(query: string, headers: Record<string, string> = {}): Promise<Answer> {
  const body = JSON.stringify({ query });
  const type = { 'content-type': 'application/json' };
  return answerOf(await fetch(`${city.url}/graphql`, { method: 'POST', body, headers: { ...type, ...headers } }));
}
