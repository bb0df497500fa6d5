import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { getNamedType, isLeafType, isObjectType, type GraphQLField } from 'graphql';
import { casesSuite, COMMUNITY, handler, neighbour, officer, resident, type CasesSuite } from '../cases.suite.js';
import { buildCasesSchema } from '../schema.js';
import { COLUMNS_OF } from './case-columns.js';
import { movesIn } from './case-moves.suite.js';

const type = buildCasesSchema().schema.getType('Case');
const fields = isObjectType(type) ? Object.values(type.getFields()) : [];

let suite: CasesSuite;
const moves = movesIn(() => suite);
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

it('each field of a case tells what it is answered from', () => {
  expect(Object.keys(COLUMNS_OF).toSorted()).toEqual(fields.map(({ name }) => name).toSorted());
});

it.each([
  ['an officer', officer],
  ['the reporter', resident],
  ['its handler', handler],
  ['a neighbour, who may not read it', neighbour],
])('a case in a list says to %s what it says by itself, whichever of its fields is asked for', async (_, viewer) => {
  const id = await moves.assigned({ location: { latitude: 30.95, longitude: 117.85 }, concern: 'WORRY' });
  await moves.close(id);
  const { data } = await suite.as(viewer).ask(`{ case(id: "${id}") { ${fields.map(selectionOf).join(' ')} } }`);
  const inLists = await Promise.all(
    fields.map(async (field) => {
      const { data: listed } = await suite
        .as(viewer)
        .ask(`{ cases(within: "${COMMUNITY}", first: 1) { nodes { ${selectionOf(field)} } } }`);
      return (listed.cases as { nodes: object[] }).nodes[0];
    }),
  );
  expect(Object.assign({}, ...inLists)).toEqual(data.case);
});

function selectionOf(field: GraphQLField<unknown, unknown>): string {
  return isLeafType(getNamedType(field.type)) ? field.name : `${field.name} { __typename }`;
}
