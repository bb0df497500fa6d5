import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/**
 * Names of the fields that the operation selects on what the resolver gives, or on what stands at the path below it, under whatever
 * alias and in whatever fragment; so that no more is read than is asked for.
 */
export function selectedFields(info: GraphQLResolveInfo, ...path: readonly string[]): ReadonlySet<string> {
  const sets = info.fieldNodes.map(({ selectionSet }) => selectionSet);
  const fields = path.reduce(
    (above, name) => fieldsIn(above, info).flatMap((field) => (field.name.value === name ? [field.selectionSet] : [])),
    sets,
  );
  return new Set(fieldsIn(fields, info).map((field) => field.name.value));
}

function fieldsIn(sets: readonly (SelectionSetNode | undefined)[], info: GraphQLResolveInfo): FieldNode[] {
  return sets.flatMap((set) =>
    (set?.selections ?? []).flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsIn([selection.selectionSet], info);
      return fieldsIn([info.fragments[selection.name.value]?.selectionSet], info);
    }),
  );
}
