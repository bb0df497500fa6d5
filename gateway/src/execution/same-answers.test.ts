import { ApolloGateway } from '@apollo/gateway';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Kind, parse, validate, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { createLog } from '@linli/subgraph/log';
import { committedSchemas } from '../committed-schemas.js';
import { composeFrom, type Schemas } from '../composition.js';
import { madeUpSubgraphs } from '../testing/made-up-subgraphs.js';
import { writeOperation } from '../testing/random-operation.js';
import { GraphExecutor } from './graph-executor.js';

const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires"])';

/** What the city does not have: fields of one name and two types, lists of lists, needs beside keys. */
const ODD: Schemas = {
  one: `${FEDERATION}
    interface Named { name: String }
    type Cat implements Named @key(fields: "id") { id: ID! name: String size: Int friends: [[Animal!]!] }
    type Dog implements Named @key(fields: "id") { id: ID! name: String size: String! owner: Owner }
    type Owner @key(fields: "id") { id: ID! address: Address }
    type Address @shareable { street: String city: String! }
    union Animal = Cat | Dog
    type Query { animals(first: Int): [Animal!] named: Named owner: Owner! }
    type Mutation { feed: Cat praise: Dog! }
  `,
  other: `${FEDERATION}
    type Cat @key(fields: "id") { id: ID! size: Int @external weight: Float @requires(fields: "size") toys: [Toy] }
    type Dog @key(fields: "id") { id: ID! weight: String toys: [Toy!]! }
    type Owner @key(fields: "id") { id: ID! address: Address @external greeting: String @requires(fields: "address { street city }") cats: [Cat!] }
    type Address @shareable { street: String city: String! }
    type Toy { name: String! cat: Cat }
    type Query { toy: Toy }
  `,
};

const TAPE = fc.array(fc.nat(5_000), { maxLength: 400, size: 'max' });

interface Asked {
  readonly answer: Answer;
  readonly requests: number;
}

type Answer = ExecutionResult<Record<string, unknown>, Record<string, unknown>>;
type Executor = Awaited<ReturnType<GraphExecutor['load']>>['executor'];

/** Our way and the stock gateway's to answer over the same subgraphs. */
async function bothWays(schemas: Schemas) {
  const supergraphSdl = composeFrom(schemas);
  const subgraphs = madeUpSubgraphs(schemas);
  let requests = 0;
  const answer = async (name: string, query: string, variables: object) => {
    requests += 1;
    const { data, errors } = (await subgraphs.get(name)?.answer(query, variables as Record<string, unknown>)) ?? {};
    const told = JSON.parse(JSON.stringify({ data, errors })) as {
      data: Record<string, unknown> | null;
      errors?: GraphQLFormattedError[];
    };
    return {
      ...(told.data === null ? {} : { data: told.data }),
      ...(told.errors === undefined ? {} : { errors: told.errors }),
    };
  };
  const ours = new GraphExecutor({
    supergraphSdl,
    trace: false,
    log: createLog('gateway', 'silent'),
    subgraphs: new Map(
      [...subgraphs.keys()].map((name) => [
        name,
        { ask: ({ query, variables }) => answer(name, query, JSON.parse(variables) as object) },
      ]),
    ),
  });
  const stock = new ApolloGateway({
    supergraphSdl,
    queryPlannerConfig: { reuseQueryFragments: false },
    buildService: ({ name }) => ({
      process: ({ request }) => answer(name ?? '', request.query ?? '', request.variables ?? {}),
    }),
    logger: createLog('gateway', 'silent'),
  });
  const { schema, executor } = await stock.load();
  const ourExecutor = (await ours.load()).executor;
  const asking =
    (execute: Executor | typeof executor) =>
    async (text: string, variables: object): Promise<Asked> => {
      requests = 0;
      const document = parse(text);
      const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
      const request = {
        request: { query: text, variables },
        document,
        operation,
        operationName: null,
        queryHash: text,
        context: {},
        metrics: {},
      };
      return { answer: (await execute?.(request as never)) as Answer, requests };
    };
  return { schema, ours: asking(ourExecutor), stock: asking(executor) };
}

/** Codes of errors, since one object that is told once may stand at many places. */
function codesOf({ errors = [] }: Answer): string[] {
  return [...new Set(errors.map(({ extensions, message }) => `${String(extensions['code'])} ${message}`))].sort();
}

/** Whether an error stands where the answer has nothing. */
function standsAtNothing(data: unknown, path: readonly (string | number)[]): boolean {
  let value = data;
  for (const step of path) {
    if (value === null || value === undefined) return true;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value === null || value === undefined;
}

describe.each([
  ['the city', committedSchemas(), 100],
  ['a graph of odd types', ODD, 500],
])('of %s, operations are answered as by the stock gateway', (_, schemas, runs) => {
  it('with the same data and the same errors, in no more requests, and each error stands where there is nothing', async () => {
    const { schema, ours, stock } = await bothWays(schemas);
    const seen = { operations: 0, errors: 0 };
    await fc.assert(
      fc.asyncProperty(TAPE, fc.constantFrom(1, 3), async (tape, n) => {
        const text = writeOperation(schema, tape);
        if (validate(schema, parse(text)).length > 0) return;
        const [one, other] = [await ours(text, { n }), await stock(text, { n })];
        seen.operations += 1;
        seen.errors += one.answer.errors?.length ?? 0;
        expect(one.answer.data).toEqual(other.answer.data);
        expect(codesOf(one.answer)).toEqual(codesOf(other.answer));
        expect(one.requests).toBeLessThanOrEqual(other.requests);
        for (const { path = [] } of one.answer.errors ?? []) expect(standsAtNothing(one.answer.data, path)).toBe(true);
      }),
      { numRuns: runs, endOnFailure: true },
    );
    expect(Math.min(seen.operations, seen.errors)).toBeGreaterThan(10);
  });
});
