import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import type { Language } from '@linli/domain/refusal';

/** What the process is told by its environment. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** The certificate chain and its key, where the gateway itself speaks TLS. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly production: boolean;
  readonly logLevel: string;
  /** Whether answers say what they took; never in production. */
  readonly trace: boolean;
  /** Whether callers have a budget a minute. */
  readonly metered: boolean;
  /** Proxies of our own that a request comes through, which tell its address. */
  readonly proxies: number;
  /** Milliseconds from a request's arrival in which subgraphs may add to its answer. */
  readonly deadlineMs: number;
  /** Milliseconds after which organization is asked again for what tokens lost. */
  readonly revocationsEveryMs: number;
  readonly serviceKey: JWK;
  readonly subgraphs: readonly { readonly name: string; readonly url: URL }[];
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri: URL;
  /** Folder of the manifests of trusted documents; null where there is none. */
  readonly documents: string | null;
  /** Whether residents, grid workers and the public may send trusted documents only. */
  readonly trustedOnly: boolean;
  /** Origins whose pages may ask; none where it is empty. */
  readonly corsOrigins: readonly string[];
}

const DEADLINE_MS = 3_000;
const REVOCATIONS_EVERY_MS = 5_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment; throws with the name of everything that is missing or wrong. */
export function readConfig(subgraphs: readonly string[], environment: Environment = process.env): Config {
  const reader = new Reader(environment);
  const production = environment['NODE_ENV'] === 'production';
  const config: Config = {
    host: environment['HOST'] ?? '127.0.0.1',
    port: reader.port('PORT'),
    tls: reader.tls('TLS_CERT_FILE', 'TLS_KEY_FILE'),
    production,
    logLevel: environment['LOG_LEVEL'] ?? 'info',
    trace: environment['LINLI_TRACE'] === '1' && !production,
    metered: environment['LINLI_UNMETERED'] !== '1',
    proxies: reader.count('LINLI_PROXIES'),
    deadlineMs: DEADLINE_MS,
    revocationsEveryMs: REVOCATIONS_EVERY_MS,
    serviceKey: reader.gatewayKey('LINLI_SERVICE_KEY'),
    subgraphs: subgraphs.map((name) => ({ name, url: reader.url(`${name.toUpperCase()}_URL`) })),
    issuer: reader.text('OIDC_ISSUER'),
    audience: reader.text('OIDC_AUDIENCE'),
    jwksUri: reader.url('OIDC_JWKS_URI'),
    documents: reader.folder('LINLI_DOCUMENTS', documentsFolder(environment)),
    trustedOnly: environment['LINLI_TRUSTED_ONLY'] === '1',
    corsOrigins: (environment['CORS_ORIGINS'] ?? '').split(',').flatMap((origin) => origin.trim() || []),
  };
  reader.assertComplete();
  return config;
}

/** The file of the supergraph where it is not the committed one: what else the environment must tell depends on its subgraphs. */
export function supergraphFile(environment: Environment = process.env): string | null {
  return environment['LINLI_SUPERGRAPH'] || null;
}

/** Where the manifests of trusted documents lie. */
export function documentsFolder(environment: Environment = process.env): string {
  return environment['LINLI_DOCUMENTS'] || join(import.meta.dirname, '../documents');
}

/** The language of whoever calls a command. */
export function callersLanguage(environment: Environment = process.env): Language {
  return /^zh/i.test(environment['LC_ALL'] || environment['LANG'] || '') ? 'zh' : 'en';
}

/** Apollo's gateway sends measurements of each installation to Apollo unless the environment forbids it, and asks nowhere else. */
export function reportNothingToVendors(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
}

/** Collects what is wrong, so that all of it is told at once. */
class Reader {
  readonly #environment: Environment;
  readonly #wrong: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  text(name: string): string {
    const value = this.#environment[name];
    if (value === undefined || value === '') this.#wrong.push(`${name} is missing`);
    return value ?? '';
  }

  port(name: string): number {
    const text = this.text(name);
    const port = Number(text);
    if (text !== '' && !(Number.isInteger(port) && port >= 0 && port < 65_536)) this.#wrong.push(`${name} is no port`);
    return port;
  }

  /** None where it is not said. */
  count(name: string): number {
    const count = Number(this.#environment[name] ?? 0);
    if (!(Number.isInteger(count) && count >= 0)) this.#wrong.push(`${name} is no number`);
    return count;
  }

  /** One that is named is there; the one that is not named may be missing. */
  folder(name: string, path: string): string | null {
    if (existsSync(path)) return path;
    if (this.#environment[name]) this.#wrong.push(`${name} is no folder`);
    return null;
  }

  url(name: string): URL {
    const text = this.text(name);
    if (URL.canParse(text)) return new URL(text);
    if (text !== '') this.#wrong.push(`${name} is no URL`);
    return new URL('http://missing.invalid');
  }

  /** Both or none. */
  tls(certName: string, keyName: string): Config['tls'] {
    if (!this.#environment[certName] && !this.#environment[keyName]) return null;
    return { cert: this.#textOf(certName), key: this.#textOf(keyName) };
  }

  #textOf(name: string): string {
    const file = this.text(name);
    if (file === '') return '';
    try {
      return readFileSync(file, 'utf8');
    } catch {
      this.#wrong.push(`${name} cannot be read`);
      return '';
    }
  }

  gatewayKey(name: string): JWK {
    const text = this.text(name);
    try {
      const key = JSON.parse(text || '{"kid":"gateway"}') as JWK;
      if (key.kid !== 'gateway') this.#wrong.push(`${name} has another kid than "gateway"`);
      return key;
    } catch {
      this.#wrong.push(`${name} is no JSON`);
      return {};
    }
  }

  assertComplete(): void {
    if (this.#wrong.length > 0) throw new Error(`the environment is not complete: ${this.#wrong.join('; ')}`);
  }
}
