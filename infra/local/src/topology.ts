import { join } from 'node:path';
import type { Program } from './child-process.js';
import type { Secrets } from './secrets.js';
import { markedForDevelopment, publicKeysOf } from './secrets.js';
import type { Server } from './supervisor.js';

/** The subgraphs that run; a new one is an entry here. */
export const SERVICES = ['organization', 'grid', 'volunteer', 'cases'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** The services that seal texts, and so are given the outer key; no other process sees it. */
export const SEALING = ['organization', 'grid', 'cases'] as const satisfies readonly ServiceName[];

/** The processes that speak to each other, and so have a key. */
export const PEERS = [...SERVICES, 'gateway'] as const;

/** The processes that listen. */
export const SERVERS = [...PEERS, 'dev-issuer'] as const;
export type ServerName = (typeof SERVERS)[number];

/** Development tokens name this issuer and audience; where its keys are found is told apart, so that its port may change. */
export const DEV_ISSUER = 'http://localhost/linli-dev';
export const DEV_AUDIENCE = 'linli';

/** Where each process listens, as `http://…` without a slash at the end. */
export type Urls = Readonly<Record<ServerName, string>>;

/** How a service reaches its database in each of its roles. */
export interface ServiceDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly workerUrl: string;
}

/** What the environments of all processes are made from. */
export interface Setting {
  /** What they see of the environment of whoever started us. */
  readonly inherited: Readonly<Record<string, string>>;
  readonly secrets: Secrets;
  readonly urls: Urls;
  readonly databases: Readonly<Record<ServiceName, ServiceDatabase>>;
  /** The file that lists the outer keys, which services read again when one is added; without it they are told once and for all. */
  readonly outerKeyFile?: string;
  /** Where the heads of the services' audits are written. */
  readonly auditHeads: string;
}

export function serviceServer(service: ServiceName, setting: Setting): Server {
  const { appUrl, workerUrl } = setting.databases[service];
  return {
    name: service,
    file: `services/${service}/dist/main.js`,
    url: setting.urls[service],
    env: {
      ...peerEnvironment(service, setting),
      DATABASE_URL: appUrl,
      WORKER_DATABASE_URL: workerUrl,
      ...(SEALING.some((sealing) => sealing === service) ? outerKeysOf(setting) : {}),
      LINLI_CURSOR_KEY: setting.secrets.cursorKey,
      LINLI_AUDIT_HEADS: setting.auditHeads,
    },
  };
}

export function gatewayServer(setting: Setting, host: string): Server {
  return {
    name: 'gateway',
    file: 'gateway/dist/main.js',
    url: setting.urls.gateway,
    env: {
      ...peerEnvironment('gateway', setting),
      HOST: host,
      OIDC_ISSUER: DEV_ISSUER,
      OIDC_AUDIENCE: DEV_AUDIENCE,
      OIDC_JWKS_URI: `${setting.urls['dev-issuer']}/jwks`,
    },
  };
}

export function devIssuerServer(setting: Setting): Server {
  return {
    name: 'dev-issuer',
    file: 'infra/local/dist/dev-issuer.js',
    url: setting.urls['dev-issuer'],
    env: {
      ...listening('dev-issuer', setting),
      DEV_ISSUER_KEYS: JSON.stringify(publicKeysOf([setting.secrets.issuerKey])),
    },
  };
}

/** Brings a service's tables up to date, as the owner of its database. */
export function migrateProgram(service: ServiceName, setting: Setting): Program {
  const env = ownerEnvironment(service, setting);
  return { name: `${service}-migrate`, file: `services/${service}/dist/migrate.js`, env };
}

/** Imports the areas that ship with Linli; those that are there already stay. */
export function areasProgram(setting: Setting): Program {
  const env = ownerEnvironment('grid', setting);
  return { name: 'areas', file: 'services/grid/dist/areas.js', args: ['import', '--shipped'], env };
}

/** Loads the demo city through the gateway, as anyone could, with tokens that it mints from the data folder. */
export function demoProgram({ inherited, urls }: Setting, dataFolder: string): Program {
  const env = { ...inherited, GATEWAY_URL: urls.gateway, LINLI_DATA: dataFolder };
  return { name: 'demo', file: 'infra/demo/dist/main.js', env };
}

/** The folder of the audits' heads in a data folder. */
export function auditHeadsIn(dataFolder: string): string {
  return join(dataFolder, 'audit');
}

function outerKeysOf({ outerKeyFile, secrets }: Setting): Record<string, string> {
  if (outerKeyFile !== undefined) return { LINLI_OUTER_KEY_FILE: outerKeyFile };
  return { LINLI_OUTER_KEY: markedForDevelopment(secrets.outerKey) };
}

function ownerEnvironment(service: ServiceName, setting: Setting): Readonly<Record<string, string>> {
  return { ...serviceServer(service, setting).env, OWNER_DATABASE_URL: setting.databases[service].ownerUrl };
}

function peerEnvironment(name: (typeof PEERS)[number], setting: Setting): Record<string, string> {
  const { processKeys } = setting.secrets;
  const services = SERVICES.map((service) => [`${service.toUpperCase()}_URL`, setting.urls[service]] as const);
  const peers = PEERS.flatMap((peer) => processKeys[peer] ?? []);
  return {
    ...listening(name, setting),
    ...Object.fromEntries(services),
    LINLI_SERVICE_KEY: JSON.stringify(processKeys[name]),
    LINLI_PEER_KEYS: JSON.stringify(publicKeysOf(peers)),
  };
}

function listening(name: ServerName, setting: Setting): Record<string, string> {
  const { hostname, port } = new URL(setting.urls[name]);
  return { ...setting.inherited, HOST: hostname, PORT: port };
}
