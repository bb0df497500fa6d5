import { HopMinter } from '@linli/subgraph/hop-token';
import { listen } from '@linli/subgraph/http-server';
import type { Log } from '@linli/subgraph/log';
import { startGraph } from './apollo.js';
import { FREE, localMeter } from './budget/cost-meter.js';
import type { Config } from './config.js';
import { trustedTexts } from './documents/manifest.js';
import { TrustedDocuments } from './documents/trusted-documents.js';
import { BODY_BYTES } from './limits/limits.js';
import { Readiness } from './readiness.js';
import { requestHandler } from './request-handler.js';
import { SubgraphDataSource } from './subgraph/subgraph-data-source.js';
import { AccessTokens } from './token/access-tokens.js';
import { signingKeys } from './token/signing-keys.js';

export interface RunningGateway {
  readonly port: number;
  /** Answers on, but tells those who send requests here to send them elsewhere. */
  announceStop(): void;
  stop(): Promise<void>;
}

const GRACE_MS = 5_000;

/** Starts the gateway. Subgraphs may start before or after it, and the issuer too. */
export async function startGateway(config: Config, supergraphSdl: string, log: Log): Promise<RunningGateway> {
  const hops = new HopMinter(config.serviceKey);
  const sources = config.subgraphs.map((address) => new SubgraphDataSource(address, hops, log));
  const readiness = new Readiness(sources);
  const apollo = await startGraph({
    supergraphSdl,
    sources: new Map(sources.map((source) => [source.name, source])),
    production: config.production,
    trace: config.trace,
    meter: config.metered ? localMeter() : FREE,
    log,
  });
  const tokens = new AccessTokens({
    issuer: config.issuer,
    audience: config.audience,
    keyFor: signingKeys(config.jwksUri, log),
  });
  const documents = new TrustedDocuments(trustedTexts(config.documents), config.trustedOnly);
  const { production, proxies, corsOrigins, deadlineMs } = config;
  const listening = await listen(config.host, config.port, {
    log,
    bodyLimit: BODY_BYTES,
    ...(config.tls === null ? {} : { tls: config.tls }),
    handler: requestHandler({
      apollo,
      tokens,
      documents,
      readiness,
      corsOrigins,
      production,
      proxies,
      deadlineMs,
      log,
    }),
  });
  return {
    port: listening.port,
    announceStop: () => readiness.stopping(),
    stop: async () => {
      readiness.stopping();
      await listening.close(GRACE_MS);
      await apollo.stop();
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}
