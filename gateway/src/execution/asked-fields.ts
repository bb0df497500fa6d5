import { Kind, isAbstractType, type FieldNode, type FragmentDefinitionNode } from 'graphql';
import type { GraphQLObjectType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { isAskedFor, type Conditions } from './conditions.js';

/** What the fields of an operation depend on besides the type that they stand in. */
export interface Asking {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
}

/** The fields that selections ask of objects of a type, by their name in the answer and in its order. */
export function fieldsAsked(
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  asking: Asking,
): ReadonlyMap<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  for (const selections of selectionSets) collect(type, selections, asking, fields);
  return fields;
}

function collect(
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
  asking: Asking,
  fields: Map<string, FieldNode[]>,
): void {
  for (const selection of selections) {
    if (!isAskedFor(selection.directives, asking.conditions)) continue;
    if (selection.kind === Kind.FIELD) {
      const name = (selection.alias ?? selection.name).value;
      const same = fields.get(name);
      if (same === undefined) fields.set(name, [selection]);
      else same.push(selection);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : asking.fragments.get(selection.name.value);
    if (fragment === undefined || !isAbout(type, fragment.typeCondition?.name.value, asking.schema)) continue;
    collect(type, fragment.selectionSet, asking, fields);
  }
}

function isAbout(type: GraphQLObjectType, condition: string | undefined, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && schema.isSubType(named, type);
}
