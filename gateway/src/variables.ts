import {
  coerceInputValue,
  isInputType,
  isNonNullType,
  typeFromAST,
  valueFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Refusal } from '@linli/domain/refusal';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { GatewayErrors } from './gateway.errors.js';
import { LIMITS } from './limits/limits.js';
import type { Variables } from './limits/operation-cost.js';
import { isStorable } from './storable-text.js';

const DEEPEST = 10;

/**
 * The variables of an operation as they count, defaults filled in. Throws `BAD_USER_INPUT` with the path of the first that does not
 * fit, never with its value: it may be somebody's phone number in the wrong place.
 */
export function variablesOf(schema: GraphQLSchema, operation: OperationDefinitionNode, given: Variables): Variables {
  const values: Record<string, unknown> = {};
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) throw RequestErrors.badUserInput({ path: name });
    if (Object.hasOwn(given, name)) values[name] = coerced(given[name], type, name);
    else if (definition.defaultValue !== undefined) values[name] = valueFromAST(definition.defaultValue, type);
    else if (isNonNullType(type)) throw RequestErrors.badUserInput({ path: name });
  }
  return values;
}

function coerced(value: unknown, type: GraphQLInputType, name: string): unknown {
  const unfit = unfitIn(value, name, 0);
  if (unfit !== null) throw unfit;
  return coerceInputValue(value, type, (path) => {
    throw RequestErrors.badUserInput({ path: [name, ...path].join('.') });
  });
}

/** The refusal of a list over the limit, however deep it lies, of a value deeper than any input is, and of a text that nothing can hold. */
function unfitIn(value: unknown, path: string, depth: number): Refusal | null {
  if (typeof value === 'string') return isStorable(value) ? null : RequestErrors.badUserInput({ path });
  if (typeof value !== 'object' || value === null) return null;
  if (depth > DEEPEST) return RequestErrors.badUserInput({ path });
  if (Array.isArray(value) && value.length > LIMITS.listValues) {
    return GatewayErrors.listTooLong({ path, limit: LIMITS.listValues });
  }
  for (const [key, inner] of Object.entries(value)) {
    const found = unfitIn(inner, `${path}.${key}`, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
