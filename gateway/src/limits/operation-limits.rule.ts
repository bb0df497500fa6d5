import { GraphQLError, Kind, type ValidationContext, type ASTVisitor, type DocumentNode } from 'graphql';
import type { Refusal } from '@linli/domain/refusal';
import { refusalOf } from './breach.js';
import { shapeOf } from './document-shape.js';
import { LimitErrors } from './limit.errors.js';
import { extentOf, type Fragments } from './operation-extent.js';

/**
 * A document keeps to the limits: depth, breadth, aliases, directives, fragments and names. Where it does not, the other rules get
 * an empty document to look at: some of them take quadratic time on one that was made for it. What an operation costs depends on its
 * variables and is decided when they are known (`operation.plugin.ts`).
 */
export function OperationLimitsRule(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const refusal = refusalFor(document);
      if (refusal === null) return false;
      context.reportError(new GraphQLError(refusal.message, { originalError: refusal }));
      return { ...document, definitions: [] };
    },
  };
}

function refusalFor(document: DocumentNode): Refusal | null {
  const { breach, reservedName } = shapeOf(document);
  if (reservedName !== null) return LimitErrors.reservedName({ path: reservedName });
  if (breach !== null) return refusalOf(breach);
  const fragments = fragmentsOf(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { breach: tooFar } = extentOf(definition, fragments);
    if (tooFar !== null) return refusalOf(tooFar);
  }
  return null;
}

export function fragmentsOf(document: DocumentNode): Fragments {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}
