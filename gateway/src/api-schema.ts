import { Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { checkInputScalars } from './input-scalars.js';

/** What callers see of a composed graph, with the form of what they send; it is for judging operations, not for running them. */
export function apiSchemaOf(supergraphSdl: string): GraphQLSchema {
  const schema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
  checkInputScalars(schema);
  return schema;
}
