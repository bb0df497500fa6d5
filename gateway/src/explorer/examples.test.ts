import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloGateway } from '@apollo/gateway';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kind, parse, specifiedRules, validate, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { reportNothingToVendors } from '../config.js';
import { checkInputScalars, uncheckedScalars } from '../input-scalars.js';
import { LIMITS } from '../limits/limits.js';
import { costOf, type Variables } from '../limits/operation-cost.js';
import { fragmentsOf, OperationLimitsRule } from '../limits/operation-limits.rule.js';
import { committedSupergraph } from '../supergraph.js';
import { variablesOf } from '../variables.js';

interface Example {
  readonly zh: string;
  readonly en: string;
  readonly query: string;
  readonly variables: Variables;
}
type Audience = Pick<Example, 'zh' | 'en'> & { readonly examples: readonly Example[] };

const FILE = join(import.meta.dirname, '../../explorer/examples.json');
const AUDIENCES = JSON.parse(readFileSync(FILE, 'utf8')) as readonly Audience[];
const EXAMPLES = AUDIENCES.flatMap(({ examples }) => examples.map((example) => [example.en, example] as const));

let gateway: ApolloGateway;
let schema: GraphQLSchema;
beforeAll(async () => {
  reportNothingToVendors();
  gateway = new ApolloGateway({
    supergraphSdl: committedSupergraph(),
    buildService: () => ({ process: () => Promise.reject(new Error('nothing is asked')) }),
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  ({ schema } = await gateway.load());
  checkInputScalars(schema);
});
afterAll(() => gateway.stop());

describe('the examples of the explorer', () => {
  it('are there for each kind of user', () => {
    expect(AUDIENCES.map(({ en }) => en)).toEqual([
      'The public',
      'A resident',
      'A grid worker',
      'A community officer',
      'An analyst',
      'A partner unit',
    ]);
  });

  it.each(EXAMPLES)('fit the graph and its limits: %s', (_, { query, variables }) => {
    const document = parse(query);
    expect(validate(schema, document, [...specifiedRules, OperationLimitsRule])).toEqual([]);
    const operation = document.definitions.find(
      ({ kind }) => kind === Kind.OPERATION_DEFINITION,
    ) as OperationDefinitionNode;
    const known = variablesOf(schema, operation, variables);
    expect(costOf(schema, operation, fragmentsOf(document), known)).toBeLessThanOrEqual(LIMITS.cost);
  });
});

it('every scalar that callers send has a form that the gateway knows', () => {
  const onlyInAnswers = ['JSON'];
  expect(uncheckedScalars(schema).filter((name) => !onlyInAnswers.includes(name))).toEqual([]);
});
