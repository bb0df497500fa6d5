import { visit, type DocumentNode, type NameNode, type StringValueNode } from 'graphql';
import { isStorable } from '../storable-text.js';
import { breachOf, type Breach } from './breach.js';

const NEVER = new Set(['constructor', 'prototype']);

/** What is counted of a document as it is written. */
export interface DocumentShape {
  readonly breach: Breach | null;
  /** A name that is a trap for whoever collects answers by name; GraphQL itself keeps what begins with two underscores. */
  readonly reservedName: string | null;
  readonly unstorable: StringValueNode | null;
}

/** Counts aliases, directives and list values of a document, and looks for reserved names and texts that nothing can hold, in one pass. */
export function shapeOf(document: DocumentNode): DocumentShape {
  let aliases = 0;
  let directives = 0;
  let longestList = 0;
  let reservedName: string | null = null;
  let unstorable: StringValueNode | null = null;
  const name = (node: NameNode) => {
    if (node.value.startsWith('__') || NEVER.has(node.value)) reservedName ??= node.value;
  };
  visit(document, {
    Field(field) {
      if (field.alias === undefined) return;
      aliases += 1;
      name(field.alias);
    },
    FragmentDefinition: (fragment) => name(fragment.name),
    VariableDefinition: (definition) => name(definition.variable.name),
    Directive() {
      directives += 1;
    },
    ListValue(list) {
      longestList = Math.max(longestList, list.values.length);
    },
    StringValue(text) {
      if (!isStorable(text.value)) unstorable ??= text;
    },
  });
  const breach =
    breachOf('aliases', aliases) ?? breachOf('directives', directives) ?? breachOf('listValues', longestList);
  return { breach, reservedName, unstorable };
}
