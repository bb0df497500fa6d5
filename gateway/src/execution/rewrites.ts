import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isOfType } from './runtime-type.js';
import { isData, own, setOwn, type Data } from './own.js';

const ON = '... on ';

/**
 * Changes that the planner wants made to what is sent to a subgraph or what comes from it: where two parts of a question use one name
 * for different things, a subgraph is asked for one of them by another name.
 */
export function rewrite(data: Data, rewrites: readonly FetchDataRewrite[] | undefined, schema: GraphQLSchema): void {
  for (const change of rewrites ?? []) rewriteAt(data, change.path, change, schema);
}

function rewriteAt(value: unknown, path: readonly string[], change: FetchDataRewrite, schema: GraphQLSchema): void {
  if (Array.isArray(value)) return value.forEach((item) => rewriteAt(item, path, change, schema));
  const [step, ...rest] = path;
  if (!isData(value) || step === undefined) return;
  if (step.startsWith(ON)) {
    if (isOfType(value, step.slice(ON.length), schema) !== false) rewriteAt(value, rest, change, schema);
  } else if (rest.length > 0) rewriteAt(own(value, step), rest, change, schema);
  else if (change.kind === 'ValueSetter') setOwn(value, step, change.setValueTo);
  else rename(value, step, change.renameKeyTo);
}

function rename(data: Data, from: string, to: string): void {
  if (!Object.hasOwn(data, from)) return;
  setOwn(data, to, data[from]);
  delete data[from];
}
