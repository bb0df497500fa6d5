import {
  Kind,
  parse,
  print,
  separateOperations,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { KeyAliasRule } from '../limits/key-alias.rule.js';
import { OperationLimitsRule } from '../limits/operation-limits.rule.js';
import { documentOf, type Manifest } from './manifest.js';

/** Each operation of a document by its name, alone with the fragments that it needs. Throws where one has no name or would be refused. */
export function documentsOfFile(schema: GraphQLSchema, source: string): Manifest {
  const document = parse(source);
  const faults = validate(schema, document, [...specifiedRules, OperationLimitsRule, KeyAliasRule]);
  if (faults.length > 0) throw new Error(faults.map((fault) => fault.toString()).join('\n'));
  if (!allNamed(document)) throw new Error('an operation has no name');
  const separate = Object.entries(separateOperations(document));
  return Object.fromEntries(separate.map(([name, operation]) => [name, documentOf(print(operation))]));
}

function allNamed(document: DocumentNode): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operations.length > 0 && operations.every((operation) => operation.name !== undefined);
}
