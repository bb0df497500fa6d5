import { GraphQLBoolean, Kind, valueFromAST, visit } from 'graphql';
import type { DirectiveNode, DocumentNode, OperationDefinitionNode } from 'graphql';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { own, type Data } from './own.js';

/** What the variables of `@skip` and `@include` are in one run of an operation. */
export type Conditions = ReadonlyMap<string, boolean>;

/** Names of the variables on which parts of a document depend. */
export function conditionalOn(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      const variable = conditionOf(directive);
      if (typeof variable === 'string') names.add(variable);
    },
    VariableDefinition: () => false,
    Argument: () => false,
  });
  return [...names].sort();
}

/** What the conditions are with the given variables or by their defaults. Throws `BAD_USER_INPUT` for one that is null, which no default replaces. */
export function conditionsOf(
  names: readonly string[],
  operation: OperationDefinitionNode,
  variables: Readonly<Data>,
): Conditions {
  return new Map(
    names.map((name) => {
      const given = own(variables, name);
      if (given === null) throw RequestErrors.badUserInput({ path: name });
      return [name, (given ?? defaultOf(name, operation)) === true];
    }),
  );
}

/** Whether a part of a document with these directives is asked for. */
export function isAskedFor(directives: readonly DirectiveNode[] | undefined, conditions: Conditions): boolean {
  return (directives ?? []).every((directive) => {
    const condition = conditionOf(directive);
    if (condition === null) return true;
    const value = typeof condition === 'string' ? conditions.get(condition) === true : condition;
    return directive.name.value === 'include' ? value : !value;
  });
}

/** The variable or the literal that a directive depends on; null for a directive of another kind. */
function conditionOf({ name, arguments: given }: DirectiveNode): string | boolean | null {
  if (name.value !== 'skip' && name.value !== 'include') return null;
  const value = given?.find((argument) => argument.name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) return value.name.value;
  return value?.kind === Kind.BOOLEAN ? value.value : null;
}

function defaultOf(name: string, operation: OperationDefinitionNode): unknown {
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
  return definition?.defaultValue === undefined ? false : valueFromAST(definition.defaultValue, GraphQLBoolean);
}
