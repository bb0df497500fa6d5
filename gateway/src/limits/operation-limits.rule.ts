import { GraphQLError, Kind, type ASTNode, type ASTVisitor, type DocumentNode, type ValidationContext } from 'graphql';
import type { Refusal } from '@linli/domain/refusal';
import { GatewayErrors } from '../gateway.errors.js';
import { refusalOf, type Breach } from './breach.js';
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
      const fault = faultIn(document);
      if (fault === null) return false;
      const { refusal, at } = fault;
      context.reportError(new GraphQLError(refusal.message, { originalError: refusal, nodes: at }));
      return { ...document, definitions: [] };
    },
  };
}

/** What is wrong with a document, and where in it, as far as that is one place. */
function faultIn(document: DocumentNode): { refusal: Refusal; at: ASTNode | null } | null {
  const { breach, reservedName, unstorable } = shapeOf(document);
  if (unstorable !== null) return { refusal: GatewayErrors.wrongLiteral(), at: unstorable };
  const refusal =
    reservedName === null ? refusalOfSize(document, breach) : LimitErrors.reservedName({ path: reservedName });
  return refusal === null ? null : { refusal, at: null };
}

function refusalOfSize(document: DocumentNode, breach: Breach | null): Refusal | null {
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
