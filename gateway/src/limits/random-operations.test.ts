import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import { BUDGETS } from '../budget/budgets.js';
import { startCommittedGraph, type CommittedGraph } from '../testing/committed-graph.js';
import { writeOperation } from '../testing/random-operation.js';
import { LIMITS } from './limits.js';
import { extentOf } from './operation-extent.js';
import { fragmentsOf } from './operation-limits.rule.js';

const TAPE = fc.array(fc.nat(5_000), { maxLength: 400, size: 'max' });
const PAGE = fc.constantFrom(1, 20, 100, 1_000_000);

let graph: CommittedGraph;
beforeAll(async () => {
  graph = await startCommittedGraph();
});
afterAll(() => graph.stop());

describe('of any operation of up to two kilobytes', () => {
  it('no more selections are looked at than the limit', () => {
    fc.assert(
      fc.property(TAPE, (tape) => {
        const text = writeOperation(graph.schema, tape);
        expect(text.length).toBeLessThanOrEqual(2_048);
        const document = parse(text);
        const [operation] = document.definitions.filter(
          (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
        );
        if (operation === undefined) throw new Error('no operation');
        const { visited } = extentOf(operation, fragmentsOf(document));
        expect(visited).toBeLessThanOrEqual(LIMITS.selections + 1);
      }),
      { numRuns: 500 },
    );
  });

  it('a subgraph hears only of what fits the budget', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(TAPE, PAGE, async (tape, n) => {
        graph.heard.length = 0;
        const { codes, extensions } = await graph.ask(writeOperation(graph.schema, tape), { n });
        const refused =
          codes.includes('OPERATION_TOO_COMPLEX') || Number(extensions['cost']) > BUDGETS.public.operation;
        outcomes.add(`${refused ? 'refused' : 'admitted'}, ${graph.heard.length > 0 ? 'heard' : 'unheard'}`);
      }),
      { numRuns: 300 },
    );
    expect(outcomes).toEqual(new Set(['refused, unheard', 'admitted, heard', 'admitted, unheard']));
  });
});
