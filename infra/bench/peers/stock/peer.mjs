/** The stock gateway: Apollo's own under Apollo Server, over the same subgraphs, as its documentation has it run in production. */
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { addressOf, askingOf, hopHeaders } from '../hop.mjs';
import { announce } from '../peer-process.mjs';

process.env.APOLLO_TELEMETRY_DISABLED = 'true';

class Subgraph extends RemoteGraphQLDataSource {
  async willSendRequest({ request, context }) {
    for (const [name, value] of Object.entries(await hopHeaders(this.name, context)))
      request.http.headers.set(name, value);
  }
}

const quiet = { debug: () => {}, info: () => {}, warn: console.warn, error: console.error };
const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(process.env.SUPERGRAPH, 'utf8'),
  buildService: ({ name }) => new Subgraph({ name, url: addressOf(name) }),
  logger: quiet,
});
const apollo = new ApolloServer({
  gateway,
  introspection: false,
  includeStacktraceInErrorResponses: false,
  plugins: [ApolloServerPluginLandingPageDisabled()],
  logger: quiet,
});
const { url } = await startStandaloneServer(apollo, {
  listen: { host: '127.0.0.1', port: 0 },
  context: ({ req }) => askingOf(req.headers.authorization),
});
const works = ['W1', 'W2', 'W3', 'W4', 'W5-list', 'W5-register', 'W6'];
announce(url.replace(/\/$/, ''), works, () => apollo.stop());
