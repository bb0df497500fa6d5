import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import type { Viewer } from '@linli/domain/viewer';
import { benchesSchema, type BenchesContext } from './benches.suite.js';
import { HopMinter, HopVerifier } from './hop-token.js';
import { startSubgraph, type RunningSubgraph } from './subgraph-server.js';

/** The two halves of a process's key. */
export interface ProcessKeys {
  readonly privateKey: JWK;
  readonly publicKey: JWK;
}

export async function processKeys(kid: string): Promise<ProcessKeys> {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  const [privateKey, publicKey] = await Promise.all([exportJWK(pair.privateKey), exportJWK(pair.publicKey)]);
  return { privateKey: { ...privateKey, kid }, publicKey: { ...publicKey, kid } };
}

export interface HttpGraphAnswer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are compared whole or read by their known shape
  readonly body: any;
  readonly headers: Headers;
}

/** A subgraph of benches that runs on a port of its own, with the gateway and grid as its peers. */
export interface RunningBenches {
  readonly url: string;
  readonly gateway: HopMinter;
  readonly grid: HopMinter;
  /** Lines of its log. */
  readonly logged: Record<string, unknown>[];
  /** Ends when a request has come to the gate. */
  readonly arrived: Promise<void>;
  readonly openGate: () => void;
  ask(
    viewer: Viewer,
    query: string,
    asking?: { variables?: unknown; operationName?: string; headers?: Record<string, string> },
  ): Promise<HttpGraphAnswer>;
  stop(): Promise<void>;
}

export async function runningBenches(schema: GraphQLSchema = benchesSchema().schema): Promise<RunningBenches> {
  const [gateway, grid] = await Promise.all([processKeys('gateway'), processKeys('grid')]);
  const logged: Record<string, unknown>[] = [];
  const [arrival, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const running: RunningSubgraph = await startSubgraph<BenchesContext>({
    name: 'benches',
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'info' }, { write: (line) => void logged.push(JSON.parse(line)) }),
    schema,
    hops: new HopVerifier('benches', { keys: [gateway.publicKey, grid.publicKey] }),
    contextOf: (facts) => ({
      ...facts,
      atTheGate: () => {
        arrival.resolve();
        return gate.promise;
      },
    }),
    readiness: { carpenter: async () => null },
    peerRoutes: async ({ path }, peer) => (path === '/feed/peer' ? { status: 200, body: peer } : null),
  });
  const url = `http://127.0.0.1:${running.port}`;
  const minter = new HopMinter(gateway.privateKey);
  return {
    url,
    gateway: minter,
    grid: new HopMinter(grid.privateKey),
    logged,
    arrived: arrival.promise,
    openGate: gate.resolve,
    ask: async (viewer, query, { variables, operationName, headers } = {}) => {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        body: JSON.stringify({ query, variables, operationName }),
        headers: {
          'content-type': 'application/json',
          authorization: `Hop ${await minter.mint('benches', viewer)}`,
          ...headers,
        },
      });
      return { status: answer.status, body: await answer.json(), headers: answer.headers };
    },
    stop: () => running.stop(),
  };
}
