import { executeSync, Kind, type DocumentNode, type FieldNode, type GraphQLSchema } from 'graphql';
import type { FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';
import type { Data } from './own.js';

/** What an operation asks of the schema itself, which no subgraph is asked. */
export interface Introspection {
  readonly document: DocumentNode;
}

/** Null where none of the fields at the root is about the schema. */
export function introspectionOf(
  operation: OperationDefinitionNode,
  fields: readonly FieldNode[],
  fragments: Iterable<FragmentDefinitionNode>,
): Introspection | null {
  const selections = fields.filter(({ name }) => name.value === '__schema' || name.value === '__type');
  if (selections.length === 0) return null;
  const selectionSet = { kind: Kind.SELECTION_SET, selections } as const;
  return { document: { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }, ...fragments] } };
}

/** Its answer. It was validated with the operation, so that it cannot fail. */
export function introspect({ document }: Introspection, schema: GraphQLSchema, variables: Readonly<Data>): Data {
  const { data, errors } = executeSync({ schema, document, variableValues: variables });
  if (data === null || data === undefined) throw new Error('the schema cannot be told', { cause: errors?.[0] });
  return data;
}
