import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { merge } from './merging.js';
import { isData, own, setOwn, type Data } from './own.js';
import { isOfType } from './runtime-type.js';
import { rewrite } from './rewrites.js';

/** What a fetch needs to know of an object. */
export interface Needs {
  readonly requires: readonly QueryPlanSelectionNode[];
  readonly rewrites: readonly FetchDataRewrite[] | undefined;
}

/** An object as a subgraph is told of it, as JSON; null where it is of another type, or what is needed could not be fetched. */
export function representationOf(object: Data, { requires, rewrites }: Needs, schema: GraphQLSchema): string | null {
  const told = selected(object, requires, schema);
  if (told === null || typeof told['__typename'] !== 'string') return null;
  rewrite(told, rewrites, schema);
  return JSON.stringify(told);
}

function selected(data: Data, selections: readonly QueryPlanSelectionNode[], schema: GraphQLSchema): Data | null {
  const told: Data = {};
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const name = selection.alias ?? selection.name;
      const value = own(data, name);
      if (value === undefined) return null;
      setOwn(told, name, within(value, selection.selections, schema));
    } else if (selection.typeCondition !== undefined && isOfType(data, selection.typeCondition, schema) === true) {
      const more = selected(data, selection.selections, schema);
      // What a part of the question needs beside may not have been asked for this time.
      if (more !== null) merge(told, more);
    }
  }
  return told;
}

function within(
  value: unknown,
  selections: readonly QueryPlanSelectionNode[] | undefined,
  schema: GraphQLSchema,
): unknown {
  if (selections === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => within(item, selections, schema));
  return isData(value) ? selected(value, selections, schema) : value;
}
