import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GraphQLError } from 'graphql';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { runningBenches, type RunningBenches } from './subgraph.suite.js';

const resident: Viewer = {
  person: '00000000-0000-7000-8000-000000000001',
  roles: [{ role: 'RESIDENT', territory: '340705402001' }],
};
const officer: Viewer = { ...resident, roles: [{ role: 'COMMUNITY_OFFICER', territory: '340705402001' }] };
const PHONE = '13800138000';
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let benches: RunningBenches;
beforeEach(async () => {
  benches = await runningBenches();
});
afterEach(async () => {
  benches.openGate();
  await benches.stop();
});

const post = (query: string, authorization?: string) =>
  fetch(`${benches.url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ query }),
    headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
  });

describe('a subgraph without a hop token', () => {
  it.each(['{ bench(id: "b1") { id } }', '{ _service { sdl } }', '{ __schema { types { name } } }', '{ __typename }'])(
    'does not answer %s',
    async (query) => {
      const answer = await post(query);
      expect([answer.status, await answer.json()]).toEqual([
        401,
        { errors: [{ message: 'A hop token is needed.', extensions: { code: 'UNAUTHENTICATED' } }] },
      ]);
    },
  );

  it.each(['/', '/graphql', '/feed/tail', '/metrics', '/health'])('does not answer at %s', async (path) => {
    expect((await fetch(benches.url + path)).status).toBe(401);
  });

  it('does not take a token in another scheme', async () => {
    const token = await benches.gateway.mint('benches', resident);
    const statuses = await Promise.all(
      [`Bearer ${token}`, token, 'Hop', `hop ${token}`].map((given) => post('{ __typename }', given)),
    );
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  it('does not take one that is meant for another process', async () => {
    expect((await post('{ __typename }', `Hop ${await benches.gateway.mint('grid', resident)}`)).status).toBe(401);
  });

  it('does not take a viewer from another service', async () => {
    expect((await post('{ __typename }', `Hop ${await benches.grid.mint('benches', officer)}`)).status).toBe(401);
  });

  it('tells its health', async () => {
    const [live, ready] = await Promise.all([
      fetch(`${benches.url}/health/live`),
      fetch(`${benches.url}/health/ready`),
    ]);
    expect([live.status, await live.json(), ready.status, await ready.json()]).toEqual([
      200,
      { status: 'live' },
      200,
      { status: 'ready' },
    ]);
  });
});

describe('a subgraph with a hop token', () => {
  it('tells the gateway its schema', async () => {
    const { body } = await benches.ask(PUBLIC, '{ _service { sdl } }');
    expect(body.data._service.sdl).toContain('type Bench @key(fields: "id")');
  });

  it('carries out the operation that is named', async () => {
    const query = 'query one { asking } query other { other: __typename }';
    const { body } = await benches.ask(resident, query, { operationName: 'other' });
    expect(body).toEqual({ data: { other: 'Query' } });
  });

  it('answers peers at their routes, by their name', async () => {
    const authorization = `Hop ${await benches.grid.mint('benches', null)}`;
    const [feed, graph] = await Promise.all(
      ['/feed/peer', '/graphql'].map((path) => fetch(benches.url + path, { headers: { authorization } })),
    );
    expect([feed?.status, await feed?.text(), graph?.status]).toEqual([200, 'grid', 404]);
  });

  it('answers the gateway at no route of peers', async () => {
    const authorization = `Hop ${await benches.gateway.mint('benches', resident)}`;
    expect((await fetch(`${benches.url}/feed/peer`, { headers: { authorization } })).status).toBe(404);
  });

  it('knows of a request what its headers say', async () => {
    const headers = {
      'accept-language': 'zh-CN',
      'x-request-id': 'request-17',
      'idempotency-key': 'key-1',
      'x-linli-remaining-ms': '1200',
    };
    const { body } = await benches.ask(resident, '{ asking }', { headers });
    expect(JSON.parse(body.data.asking)).toEqual({
      viewer: resident,
      requestId: 'request-17',
      language: 'zh',
      idempotencyKey: 'key-1',
      remainingMs: 1200,
    });
  });

  it.each(['-1', '0', '60001', 'soon'])('leaves a request three seconds where it says %s', async (remaining) => {
    const { body } = await benches.ask(resident, '{ asking }', { headers: { 'x-linli-remaining-ms': remaining } });
    expect(JSON.parse(body.data.asking)).toMatchObject({ remainingMs: 3_000 });
  });

  it.each([
    ['no JSON', '{"query": '],
    ['no query', '{}'],
    ['a list of operations', '[{"query":"{ __typename }"}]'],
  ])('refuses a body that is %s', async (_, body) => {
    const authorization = `Hop ${await benches.gateway.mint('benches', resident)}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${benches.url}/graphql`, { method: 'POST', body, headers });
    expect(answer.status).toBe(400);
  });
});

describe('a request that is wrong in form', () => {
  it.each([
    ['is no GraphQL', '{ asking', undefined, 'GRAPHQL_PARSE_FAILED'],
    ['asks for a field that there is not', '{ chair }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'names none of its operations',
      'query a { asking } query b { asking }',
      undefined,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['lacks a variable', 'query ($at: TerritoryCode!) { isTaken(territory: $at) }', {}, 'BAD_USER_INPUT'],
    ['has no list of variables', '{ asking }', ['at'], 'BAD_REQUEST'],
  ])('since it %s, is refused whole', async (_, query, variables, code) => {
    const { status, body } = await benches.ask(resident, query, { variables });
    expect([status, body.data, body.errors.map((error: GraphQLError) => error.extensions['code'])]).toEqual([
      400,
      undefined,
      [code],
    ]);
    expect(benches.logged).toEqual([]);
  });

  it('is refused each time', async () => {
    const answers = [await benches.ask(resident, '{ chair }'), await benches.ask(resident, '{ chair }')];
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  });

  it('by its method is told which one there is', async () => {
    const authorization = `Hop ${await benches.gateway.mint('benches', resident)}`;
    const answer = await fetch(`${benches.url}/graphql?query={asking}`, { headers: { authorization } });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('a refusal', () => {
  it.each([
    ['zh-CN', '找不到这一项（id），或您不能查看。'],
    ['en', 'There is no such thing (id), or it is not yours to see.'],
  ])('speaks %s', async (language, message) => {
    const { body } = await benches.ask(PUBLIC, '{ missing { id } }', { headers: { 'accept-language': language } });
    expect(body).toEqual({
      data: { missing: null },
      errors: [
        {
          message,
          path: ['missing'],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'NOT_FOUND', path: 'id' },
        },
      ],
    });
  });

  it('is not taken for a defect', async () => {
    await benches.ask(PUBLIC, '{ missing { id } }');
    expect(benches.logged).toEqual([]);
  });
});

describe('a defect', () => {
  it.each([
    ['zh', /^系统出错，编号 [0-9a-f-]{36}；请稍后再试，或向管理员报告此编号。$/],
    ['en', /^Something went wrong, number [0-9a-f-]{36}; try again later, or report the number\.$/],
  ])('leaves with an id alone, in %s', async (language, message) => {
    const { body } = await benches.ask(PUBLIC, '{ broken }', { headers: { 'accept-language': language } });
    expect(body).toEqual({
      data: null,
      errors: [
        {
          message: expect.stringMatching(message),
          path: ['broken'],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'INTERNAL_SERVER_ERROR', id: expect.stringMatching(ID) },
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain(PHONE);
  });

  it('is found in the log by that id', async () => {
    const { body } = await benches.ask(PUBLIC, '{ broken }');
    expect(JSON.stringify(benches.logged)).not.toContain(PHONE);
    expect(benches.logged).toEqual([
      expect.objectContaining({
        id: body.errors[0].extensions.id,
        path: 'broken',
        error: 'TypeError',
      }),
    ]);
  });
});

describe('an input out of its bounds', () => {
  const place = (input: unknown, language = 'en') =>
    benches.ask(officer, 'mutation ($input: PlaceBenchInput!) { placeBench(input: $input) { place } }', {
      variables: { input },
      headers: { 'accept-language': language },
    });

  it('within them is taken', async () => {
    expect((await place({ seats: 4, spot: { street: '天井湖路' } })).body.data).toEqual({
      placeBench: { place: 'for 4' },
    });
  });

  it.each([
    ['a number', { seats: 138 }, 'input.seats', 'max'],
    ['a text within', { spot: { street: `${PHONE}${PHONE}` } }, 'input.spot.street', 'isLength'],
  ])('is refused by the path and the bound of %s, without the value', async (_, input, path, constraint) => {
    const { body } = await place(input);
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: `The input is wrong: ${path} is out of its bounds (${constraint}); correct it and try again.`,
        extensions: { code: 'BAD_USER_INPUT', path, constraint },
      }),
    ]);
    expect(JSON.stringify(body)).not.toContain('138');
  });

  it('is refused in Chinese too', async () => {
    expect((await place({ seats: 9 }, 'zh')).body.errors[0].message).toBe(
      '输入有误：input.seats 不符合要求（max）；请改正后重试。',
    );
  });

  it.each([
    ['of another type', { seats: PHONE }],
    ['with a field that there is not', { [`p${PHONE}`]: 1 }],
    ['with nothing where something must be', { spot: {} }],
  ])('%s is refused without its value', async (_, input) => {
    const { body } = await place(input);
    expect(body.errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(JSON.stringify(body)).not.toContain(PHONE);
    expect(benches.logged).toEqual([]);
  });

  it('a territory that is none is refused without its value', async () => {
    const { body } = await benches.ask(resident, 'query ($at: TerritoryCode!) { isTaken(territory: $at) }', {
      variables: { at: PHONE },
    });
    expect(body.errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(JSON.stringify(body)).not.toContain(PHONE);
  });
});

describe('a body over the limit', () => {
  it('is 413 before anybody looks at it', async () => {
    const answer = await fetch(`${benches.url}/graphql`, { method: 'POST', body: Buffer.alloc(16_000_001, ' ') });
    expect([answer.status, await answer.text()]).toEqual([413, '']);
  });
});

describe('a subgraph that stops', () => {
  it('answers what was asked before, and nothing after', async () => {
    const asking = benches.ask(PUBLIC, '{ gate }');
    await benches.arrived;
    const stopping = benches.stop();
    await expect(post('{ __typename }')).rejects.toThrow('fetch failed');
    benches.openGate();
    expect((await asking).body).toEqual({ data: { gate: 'open' } });
    await stopping;
  });
});
