import { isScalarType, isSpecifiedScalarType, type GraphQLScalarType, type GraphQLSchema } from 'graphql';
import { CivilDayScalar, CreditCodeScalar, InstantScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';

const CHECKED: ReadonlyMap<string, GraphQLScalarType> = new Map(
  [CivilDayScalar, CreditCodeScalar, InstantScalar, TerritoryCodeScalar].map((scalar) => [scalar.name, scalar]),
);

/**
 * Teaches a composed schema the form of the scalars that callers send. Composition keeps only their names, so a wrong day or code
 * would go to a subgraph before it is found wrong, and come back without the path of the input.
 */
export function checkInputScalars(schema: GraphQLSchema): void {
  for (const scalar of customScalars(schema)) {
    const known = CHECKED.get(scalar.name);
    if (known === undefined) continue;
    scalar.parseValue = known.parseValue;
    scalar.parseLiteral = (node, variables) => {
      try {
        return known.parseLiteral(node, variables);
      } catch {
        // Of any other error than its own GraphQL adds the place of the value.
        throw new TypeError(`no ${known.name}`);
      }
    };
  }
}

/** Names of the scalars of a schema whose form only the subgraphs know. */
export function uncheckedScalars(schema: GraphQLSchema): string[] {
  return customScalars(schema).flatMap(({ name }) => (CHECKED.has(name) ? [] : [name]));
}

function customScalars(schema: GraphQLSchema): GraphQLScalarType[] {
  return Object.values(schema.getTypeMap())
    .filter(isScalarType)
    .filter((type) => !isSpecifiedScalarType(type));
}
