import { GraphQLError, isInterfaceType, isObjectType, type ASTVisitor, type ValidationContext } from 'graphql';
import { LimitErrors } from './limit.errors.js';

/** The fields by which subgraphs tell each other of an object. */
export const KEYS: ReadonlySet<string> = new Set(['id', 'code']);

/**
 * Nothing else of an object is asked for under the name of its key: the planner asks for the key beside it, under its own name, and
 * the answer to one would be given for the other.
 */
export function KeyAliasRule(context: ValidationContext): ASTVisitor {
  return {
    Field({ alias, name }) {
      if (alias === undefined || alias.value === name.value || !KEYS.has(alias.value)) return;
      const type = context.getParentType();
      if (!isObjectType(type) && !isInterfaceType(type)) return;
      if (type.getFields()[alias.value] === undefined) return;
      const refusal = LimitErrors.keyAlias({ path: alias.value });
      context.reportError(new GraphQLError(refusal.message, { originalError: refusal, nodes: alias }));
    },
  };
}
