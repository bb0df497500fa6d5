import { readFileSync } from 'node:fs';
import { createGatewayRuntime, Logger } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { useJIT } from '@graphql-mesh/plugin-jit';
import { addressOf, askingOf, hopHeaders } from '../hop.mjs';
import { announce, listen } from '../peer-process.mjs';

/** How execution is done: compiled just in time, or by the executor that comes with the planner written in Rust. */
const WAYS = {
  jit: { plugins: () => [useJIT()] },
  rust: { unifiedGraphHandler },
};

/** Serves the supergraph by Hive Gateway's runtime behind `node:http`, one way or the other. */
export async function serveHive(way, works) {
  const runtime = createGatewayRuntime({
    supergraph: withAddresses(readFileSync(process.env.SUPERGRAPH, 'utf8')),
    logging: new Logger({ level: 'error' }),
    landingPage: false,
    graphiql: false,
    propagateHeaders: { fromClientToSubgraphs: headersFor },
    ...WAYS[way],
  });
  const { server, url } = await listen(runtime);
  announce(url, works, async () => {
    server.closeAllConnections();
    await runtime[Symbol.asyncDispose]();
  });
}

/** Who asks is found once a request, however many subgraphs it goes to. */
const asking = new WeakMap();

async function headersFor({ request, subgraphName }) {
  const known = asking.get(request) ?? askingOf(request.headers.get('authorization'));
  asking.set(request, known);
  return hopHeaders(subgraphName, await known);
}

/** The runtime asks where the supergraph says, and the committed one says no more than names. */
function withAddresses(sdl) {
  return sdl.replaceAll(/name: "(\w+)", url: "[^"]*"/g, (_, name) => `name: "${name}", url: "${addressOf(name)}"`);
}
