import { expect, it } from '@jest/globals';
import { buildSchema, graphqlSync, type GraphQLResolveInfo } from 'graphql';
import { selectedFields } from './selected-fields.js';

const schema = buildSchema(`
  type Query { list: List }
  type List { nodes: [Node!]! total: Int }
  type Node { id: ID name: String parent: Node }`);

function asked(source: string, ...path: string[]): string[] {
  let names: string[] = [];
  const list = (_args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
    names = [...selectedFields(info, ...path)];
    return null;
  };
  graphqlSync({ schema, source, rootValue: { list } });
  return names;
}

it('fields are found under an alias, in fragments, and where a field is asked for twice', () => {
  const query = `{ list { count: total ...more nodes { a: id } ... on List { nodes { name } } } } fragment more on List { nodes { parent { id } } }`;
  expect(asked(query)).toEqual(['total', 'nodes']);
  expect(asked(query, 'nodes')).toEqual(['parent', 'id', 'name']);
  expect(asked(query, 'nodes', 'parent')).toEqual(['id']);
});

it('nothing is selected where the path is not asked for', () => {
  expect(asked('{ list { total } }', 'nodes')).toEqual([]);
});
