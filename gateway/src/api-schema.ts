import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import { reportNothingToVendors } from './config.js';
import { checkInputScalars } from './input-scalars.js';

/** What callers see of a composed graph, with the form of what they send; it is for judging operations, not for running them. */
export async function apiSchemaOf(supergraphSdl: string): Promise<GraphQLSchema> {
  reportNothingToVendors();
  const nothing = () => undefined;
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: () => ({ process: () => Promise.reject(new Error('nothing is asked')) }),
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  });
  const { schema } = await gateway.load();
  await gateway.stop();
  checkInputScalars(schema);
  return schema;
}
