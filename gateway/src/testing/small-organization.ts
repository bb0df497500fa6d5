import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { JWK } from 'jose';
import { HopVerifier } from '@linli/subgraph/hop-token';
import { json } from '@linli/subgraph/http-server';
import { createLog } from '@linli/subgraph/log';
import { startSubgraph, type RunningSubgraph } from '@linli/subgraph/subgraph-server';

/** What the feed of organization tells of a revocation. */
export interface ToldRevocation {
  readonly subject: string;
  readonly territory?: string;
  readonly unit?: string;
  readonly at: Date;
}

const ROWS_A_PAGE = 2;

/** An organization that answers the gateway's question for revocations, two at a time, and nothing else. */
export class SmallOrganization {
  readonly #rows: { key: string; version: 1; payload: object }[] = [];
  #gatewayKey: JWK = {};
  #running: RunningSubgraph | null = null;
  #port = 0;

  get url(): URL {
    return new URL(`http://127.0.0.1:${this.#port}`);
  }

  /** Starts under the port that it had before, if any. */
  async start(gatewayKey: JWK = this.#gatewayKey): Promise<void> {
    this.#gatewayKey = gatewayKey;
    this.#running = await startSubgraph({
      name: 'organization',
      host: '127.0.0.1',
      port: this.#port,
      log: createLog('organization', 'silent'),
      schema: buildSubgraphSchema([{ typeDefs: parse('type Query { nobody: String }') }]),
      hops: new HopVerifier('organization', { keys: [gatewayKey] }),
      contextOf: (facts) => facts,
      readiness: {},
      peerRoutes: async ({ search }) => this.#page(new URLSearchParams(search)),
    });
    this.#port = this.#running.port;
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  revoke({ subject, territory = '', unit = '', at }: ToldRevocation): void {
    const key = `${at
      .getTime()
      .toString(16)
      .padStart(12, '0')
      .replace(/^(.{8})/, '$1-')}-7000-8000-${String(this.#rows.length).padStart(12, '0')}`;
    const payload = { subject, territory: territory || null, unit: unit || null, at: at.toISOString() };
    this.#rows.push({ key, version: 1, payload });
    this.#rows.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  #page(query: URLSearchParams) {
    if (query.get('kind') !== 'tokenRevocation') return json(404, {});
    const after = query.get('after') ?? '';
    const rows = this.#rows.filter(({ key }) => key > after).slice(0, ROWS_A_PAGE);
    return json(200, { rows, last: rows.length < ROWS_A_PAGE });
  }
}
