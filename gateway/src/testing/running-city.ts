import { createLog } from '@linli/subgraph/log';
import { composeFrom } from '../composition.js';
import type { Config } from '../config.js';
import { startGateway, type RunningGateway } from '../server.js';
import { processKeys, SCHEMAS, startCitySubgraph, type CitySubgraph } from './small-city.js';
import type { SmallOrganization } from './small-organization.js';
import { AUDIENCE, ISSUER, startIssuer, type SmallIssuer } from './small-issuer.js';

/** A gateway over the small city, with everything between them real. */
export interface RunningCity {
  readonly url: string;
  readonly gateway: RunningGateway;
  readonly issuer: SmallIssuer;
  readonly grid: CitySubgraph;
  readonly cases: CitySubgraph;
  ask(query: string, asking?: Asking): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Asking {
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly operationName?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  readonly extensions: Record<string, unknown>;
}

/** With an organization, which is started unless it is to be away, the gateway hears of what tokens lost. */
export async function startCity(
  changes: Partial<Config> = {},
  organization: SmallOrganization | null = null,
): Promise<RunningCity> {
  const keys = await processKeys('gateway');
  const issuer = await startIssuer();
  const grid = await startCitySubgraph('grid', keys.publicKey);
  const cases = await startCitySubgraph('cases', keys.publicKey);
  await organization?.start(keys.publicKey);
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    tls: null,
    production: false,
    logLevel: 'silent',
    trace: true,
    metered: true,
    proxies: 0,
    documents: null,
    trustedOnly: false,
    deadlineMs: 3_000,
    revocationsEveryMs: 50,
    serviceKey: keys.privateKey,
    subgraphs: [
      { name: 'grid', url: new URL(`http://127.0.0.1:${grid.port}`) },
      { name: 'cases', url: new URL(`http://127.0.0.1:${cases.port}`) },
      ...(organization === null ? [] : [{ name: 'organization', url: organization.url }]),
    ],
    issuer: ISSUER,
    audience: AUDIENCE,
    jwksUri: issuer.jwksUri,
    corsOrigins: [],
    ...changes,
  };
  const gateway = await startGateway(config, composeFrom(SCHEMAS), createLog('gateway', 'silent'));
  const url = `http://127.0.0.1:${gateway.port}`;
  return {
    url,
    gateway,
    issuer,
    grid,
    cases,
    ask: (query, asking = {}) => ask(`${url}/graphql`, query, asking),
    stop: async () => {
      await gateway.stop();
      await Promise.all([grid.stop(), cases.stop(), issuer.stop()]);
    },
  };
}

async function ask(url: string, query: string, { variables, operationName, headers }: Asking): Promise<Answer> {
  const body = JSON.stringify({ query, variables, operationName });
  return answerOf(
    await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }),
  );
}

/** The answer of any request to the gateway, read whole. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const parsed = (text === '' ? {} : JSON.parse(text)) as Partial<Answer>;
  return {
    status: response.status,
    headers: response.headers,
    text,
    data: parsed.data,
    errors: parsed.errors ?? [],
    extensions: parsed.extensions ?? {},
  };
}
