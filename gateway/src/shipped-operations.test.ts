import { beforeAll, expect, it } from '@jest/globals';
import { Kind, parse, specifiedRules, validate, type GraphQLSchema } from 'graphql';
import { apiSchemaOf } from './api-schema.js';
import { BUDGETS } from './budget/budgets.js';
import { uncheckedScalars } from './input-scalars.js';
import { costOf } from './limits/operation-cost.js';
import { KeyAliasRule } from './limits/key-alias.rule.js';
import { fragmentsOf, OperationLimitsRule } from './limits/operation-limits.rule.js';
import { committedSupergraph } from './supergraph.js';
import { shippedOperations } from './testing/shipped-operations.js';
import { variablesOf } from './variables.js';

let schema: GraphQLSchema;
beforeAll(() => {
  schema = apiSchemaOf(committedSupergraph());
});

it.each(shippedOperations())('what is shipped fits the graph and its limits: $from', ({ query, variables }) => {
  const document = parse(query);
  expect(validate(schema, document, [...specifiedRules, OperationLimitsRule, KeyAliasRule])).toEqual([]);
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    const known = variablesOf(schema, operation, variables);
    expect(costOf(schema, operation, fragmentsOf(document), known)).toBeLessThanOrEqual(BUDGETS.public.operation);
  }
});

it('every scalar that callers send has a form that the gateway knows', () => {
  const onlyInAnswers = ['JSON'];
  expect(uncheckedScalars(schema).filter((name) => !onlyInAnswers.includes(name))).toEqual([]);
});
