import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { WEIGHTS } from './limits.js';
import type { Fragments } from './operation-extent.js';

export type Variables = Readonly<Record<string, unknown>>;

/**
 * What an operation may cost: the number of objects that its answer may hold, and a tenth for each plain value on them. A page
 * holds as many as its `first` says, by value, variable or default; a plain list a few.
 */
export function costOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables: Variables,
): number {
  const root = schema.getRootType(operation.operation);
  if (root === undefined || root === null) return 0;
  return Math.ceil(new Pricing(schema, fragments, variables).of(operation.selectionSet, root, 1) / WEIGHTS.object);
}

class Pricing {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Fragments;
  readonly #variables: Variables;

  constructor(schema: GraphQLSchema, fragments: Fragments, variables: Variables) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#variables = variables;
  }

  /** The price of what is selected on one object; `page` is how many objects it holds where it is a connection. */
  of(selections: SelectionSetNode, parent: GraphQLCompositeType, page: number): number {
    return selections.selections.reduce((sum, selection) => sum + this.#selection(selection, parent, page), 0);
  }

  #selection(selection: SelectionNode, parent: GraphQLCompositeType, page: number): number {
    if (selection.kind === Kind.FIELD) return this.#field(selection, parent, page);
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
    if (fragment === undefined) return 0;
    const type = this.#schema.getType(fragment.typeCondition?.name.value ?? parent.name);
    return isCompositeType(type) ? this.of(fragment.selectionSet, type, page) : 0;
  }

  #field(node: FieldNode, parent: GraphQLCompositeType, page: number): number {
    const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
    if (field === undefined) return 0;
    const type = getNamedType(field.type);
    if (!isCompositeType(type) || node.selectionSet === undefined) return WEIGHTS.leaf;
    const asked = this.#first(field, node);
    const each = WEIGHTS.object + this.of(node.selectionSet, type, asked ?? WEIGHTS.unknownPage);
    if (!isListType(getNullableType(field.type))) return each;
    return each * (isConnection(parent) ? page : (asked ?? WEIGHTS.plainList));
  }

  /** What the field's `first` comes to; null where it has none. */
  #first(field: GraphQLField<unknown, unknown>, node: FieldNode): number | null {
    const argument = field.args.find((candidate) => candidate.name === 'first');
    if (argument === undefined) return null;
    const given = node.arguments?.find((candidate) => candidate.name.value === 'first')?.value;
    const value =
      given?.kind === Kind.INT
        ? Number(given.value)
        : given?.kind === Kind.VARIABLE
          ? this.#variables[given.name.value]
          : given === undefined
            ? argument.defaultValue
            : undefined;
    return typeof value === 'number' ? Math.max(value, 1) : WEIGHTS.unknownPage;
  }
}

/** A page of a list: its own lists, `nodes` and `edges`, hold as many as were asked for. */
function isConnection(type: GraphQLCompositeType): boolean {
  return type.name.endsWith('Connection');
}
