import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { Refusal } from '@linli/domain/refusal';
import { PUBLIC } from '@linli/domain/viewer';
import { assertAnswers, openDatabase, type Database } from '@linli/persistence/database';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';
import { testServer } from './config.js';
import { graphClient } from './graph-client.js';
import { personId, viewerWith } from './viewers.js';

const schema: GraphQLSchema = buildSchema(
  `type Query { one: Int, asking: String, wet: Int, broken: Int, add(to: Int!): Int }`,
);
const officer = viewerWith('COMMUNITY_OFFICER', '340705402001', personId(1));

let database: Database;
beforeAll(async () => {
  database = openDatabase({ url: testServer(), entities: [] });
  await assertAnswers(database);
});
afterAll(() => database.close(true));

/** What a resolver is given as its context is what a request knows. */
const client = graphClient(schema, (facts) => facts);

const resolvers: Record<string, (source: unknown, args: { to?: number }, facts: RequestFacts) => unknown> = {
  one: async () => {
    const [row] = await database.em.fork().execute<{ one: number }[]>('select 1 as one');
    return row?.one;
  },
  asking: (_, _args, facts) => JSON.stringify(facts),
  wet: () => {
    throw new Refusal('BENCH_WET', { zh: '长椅未干。', en: 'The bench is wet.' }, { until: 'noon' });
  },
  broken: () => {
    throw new TypeError('there is no bench');
  },
  add: (_, { to = 0 }) => to + 1,
};
for (const [name, resolve] of Object.entries(resolvers)) {
  const field = schema.getQueryType()?.getFields()[name];
  if (field !== undefined) field.resolve = resolve;
}

describe('a question to a schema', () => {
  it('is answered with the SQL that it sent', async () => {
    expect(await client.as(PUBLIC).ask('{ one }')).toEqual({
      data: { one: 1 },
      errors: [],
      statements: ['select 1 as one'],
    });
  });

  it('takes variables', async () => {
    const answer = await client.as(PUBLIC).ask('query ($to: Int!) { add(to: $to) }', { to: 41 });
    expect(answer.data).toEqual({ add: 42 });
  });

  it('is asked by a viewer, in a language and with a key', async () => {
    const { data } = await client.as(officer, { language: 'zh', idempotencyKey: 'k1' }).ask('{ asking }');
    expect(JSON.parse(data.asking)).toEqual({
      viewer: {
        person: '00000000-0000-7000-8000-000000000001',
        roles: [{ role: 'COMMUNITY_OFFICER', territory: '340705402001' }],
      },
      requestId: 'test-request',
      language: 'zh',
      idempotencyKey: 'k1',
      remainingMs: 30_000,
    });
  });

  it.each([
    ['zh', '长椅未干。'],
    ['en', 'The bench is wet.'],
  ] as const)('that is refused gives the refusal in %s', async (language, message) => {
    const { data, errors } = await client.as(PUBLIC, { language }).ask('{ wet }');
    expect({ data, errors }).toEqual({
      data: { wet: null },
      errors: [{ code: 'BENCH_WET', message, path: 'wet', extensions: { until: 'noon' } }],
    });
  });

  it('that meets a defect says which, unlike in production', async () => {
    const { errors } = await client.as(PUBLIC).ask('{ broken }');
    expect(errors).toEqual([
      expect.objectContaining({
        code: 'INTERNAL_SERVER_ERROR',
        message: expect.stringMatching(/^Something went wrong, .* \[there is no bench\]$/),
      }),
    ]);
  });
});
