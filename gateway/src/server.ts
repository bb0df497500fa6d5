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
import { KnownRevocations } from './revocation/known-revocations.js';
import { RevocationFeed } from './revocation/revocation-feed.js';
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
  const revocations = new KnownRevocations();
  const feed = revocationFeed(config, hops, revocations, log);
  const readiness = new Readiness(
    sources,
    feed === null ? {} : { revocationsSecondsBehind: async () => feed.secondsBehind() },
  );
  const apollo = await startGraph({
    supergraphSdl,
    subgraphs: new Map(sources.map((source) => [source.name, source])),
    production: config.production,
    trace: config.trace,
    meter: config.metered ? localMeter() : FREE,
    log,
  });
  const { issuer, audience } = config;
  const tokens = new AccessTokens({ issuer, audience, keyFor: signingKeys(config.jwksUri, log) }, revocations);
  const documents = new TrustedDocuments(trustedTexts(config.documents), config.trustedOnly);
  const { production, proxies, corsOrigins, deadlineMs } = config;
  await feed?.start();
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
      await feed?.stop();
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}

/** Where there is no organization, nobody revokes. */
function revocationFeed(config: Config, hops: HopMinter, known: KnownRevocations, log: Log): RevocationFeed | null {
  const organization = config.subgraphs.find(({ name }) => name === 'organization');
  if (organization === undefined) return null;
  return new RevocationFeed({ url: organization.url, hops, known, everyMs: config.revocationsEveryMs, log });
}
