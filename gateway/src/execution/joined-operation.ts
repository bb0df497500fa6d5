import { Kind, parse, print, stripIgnoredCharacters } from 'graphql';
import type { DefinitionNode, FieldNode, OperationDefinitionNode, VariableDefinitionNode } from 'graphql';

const ENTITIES = '_entities';
const REPRESENTATIONS = 'representations';

/** What one of the questions of a request is called: the variable with its objects, and the field with what is said of them. */
export interface EntityNames {
  readonly variable: string;
  readonly field: string;
}

/** What the planner calls them where a request asks one question alone. */
export const ALONE: EntityNames = { variable: REPRESENTATIONS, field: ENTITIES };

/** Whether an operation asks about entities and for nothing else, so that others can be asked along with it. */
export function asksOnlyForEntities(operation: string): boolean {
  const { definitions } = parse(operation);
  return definitions.length === 1 && entitiesOf(definitions[0]) !== null;
}

/** What one of several questions is called that are asked together; the caller's variables stand beside it. */
export function namesOf(index: number, variables: readonly string[]): EntityNames {
  let variable = `${REPRESENTATIONS}${index}`;
  while (variables.includes(variable)) variable = `_${variable}`;
  return { variable, field: `${ENTITIES}${index}` };
}

/** One operation that asks what all the given ones ask about entities, each under its names. */
export function joinedOperation(questions: readonly { operation: string; names: EntityNames }[]): string {
  const parts = questions.map(({ operation, names }) => {
    const [definition] = parse(operation).definitions;
    const entities = entitiesOf(definition);
    if (definition?.kind !== Kind.OPERATION_DEFINITION || entities === null)
      throw new Error('no question about entities');
    return { definition, entities, names };
  });
  const [first] = parts;
  if (first === undefined) throw new Error('no operations to join');
  const joined: OperationDefinitionNode = {
    ...first.definition,
    variableDefinitions: distinct(
      parts.flatMap(({ definition, names }) =>
        (definition.variableDefinitions ?? []).map((variable) => renamed(variable, names.variable)),
      ),
    ),
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: parts.map(({ entities, names }) => ({
        ...entities,
        alias: { kind: Kind.NAME, value: names.field },
        arguments: [
          {
            kind: Kind.ARGUMENT,
            name: { kind: Kind.NAME, value: REPRESENTATIONS },
            value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: names.variable } },
          },
        ],
      })),
    },
  };
  return stripIgnoredCharacters(print(joined));
}

function entitiesOf(definition: DefinitionNode | undefined): FieldNode | null {
  if (definition?.kind !== Kind.OPERATION_DEFINITION || definition.operation !== 'query') return null;
  const [field, ...more] = definition.selectionSet.selections;
  return more.length === 0 && field?.kind === Kind.FIELD && field.name.value === ENTITIES ? field : null;
}

function renamed(definition: VariableDefinitionNode, representations: string): VariableDefinitionNode {
  if (definition.variable.name.value !== REPRESENTATIONS) return definition;
  return { ...definition, variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: representations } } };
}

function distinct(definitions: readonly VariableDefinitionNode[]): VariableDefinitionNode[] {
  return [...new Map(definitions.map((definition) => [definition.variable.name.value, definition])).values()];
}
