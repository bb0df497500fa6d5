import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JSONWebKeySet } from 'jose';
import type { Language } from '@linli/domain/refusal';
import { LauncherErrors } from './launcher.errors.js';

/** The checkout that this launcher belongs to; the same from `src` and from `dist`. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What the caller of `npm start` chose, and what of the caller's environment the processes may see. */
export interface LauncherConfig {
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** A PostgreSQL that somebody else runs; ours where there is none. */
  readonly databaseUrl: string | null;
  readonly loadsDemo: boolean;
  readonly inherited: Readonly<Record<string, string>>;
}

const INHERITED =
  /^(PATH|HOME|LANG|LC_ALL|TZ|TMPDIR|NODE_EXTRA_CA_CERTS|NODE_ENV|LOG_LEVEL|LINLI_TRACE|LINLI_UNMETERED|REDIS_URL)$/;

/** Whether what is done is done to a city that people live by, of which this launcher has nothing. */
export function isProduction(env: NodeJS.ProcessEnv = process.env): boolean {
  return env['NODE_ENV'] === 'production';
}

export function launcherConfig(env: NodeJS.ProcessEnv = process.env): LauncherConfig {
  if (isProduction(env)) throw LauncherErrors.notInProduction();
  const inherited = Object.entries(env).filter(([name]) => INHERITED.test(name));
  return {
    dataFolder: dataFolder(env),
    host: env['HOST'] || '127.0.0.1',
    port: portOf(env['PORT'] || '4000'),
    databaseUrl: env['DATABASE_URL'] || null,
    loadsDemo: env['LINLI_DEMO'] !== '0',
    inherited: { NODE_ENV: 'development', ...(Object.fromEntries(inherited) as Record<string, string>) },
  };
}

/** Where tokens are minted from: nowhere in production. */
export function tokenConfig(env: NodeJS.ProcessEnv = process.env): { dataFolder: string } {
  if (env['NODE_ENV'] === 'production') throw LauncherErrors.notInProduction();
  return { dataFolder: dataFolder(env) };
}

/** What the development issuer serves, and where; it does not run in production. */
export function devIssuerConfig(env: NodeJS.ProcessEnv = process.env): {
  host: string;
  port: number;
  keys: JSONWebKeySet;
} {
  if (env['NODE_ENV'] === 'production') throw LauncherErrors.notInProduction();
  return {
    host: env['HOST'] || '127.0.0.1',
    port: portOf(env['PORT'] ?? ''),
    keys: JSON.parse(env['DEV_ISSUER_KEYS'] ?? '{"keys":[]}') as JSONWebKeySet,
  };
}

/** The language in which the launcher speaks to whoever started it. */
export function callersLanguage(env: NodeJS.ProcessEnv = process.env): Language {
  return /^zh/i.test(env['LC_ALL'] || env['LANG'] || '') ? 'zh' : 'en';
}

function dataFolder(env: NodeJS.ProcessEnv): string {
  const chosen = env['LINLI_DATA'] || '.linli';
  return isAbsolute(chosen) ? resolve(chosen) : join(ROOT, chosen);
}

function portOf(value: string): number {
  const port = Number(value);
  if (/^\d{1,5}$/.test(value) && port <= 65535) return port;
  throw LauncherErrors.settingMalformed({ name: 'PORT', value, expected: '0–65535' });
}
