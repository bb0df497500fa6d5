import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { JSONWebKeySet, JWK } from 'jose';
import { LauncherErrors } from './launcher.errors.js';
import { readPrivateJson, writePrivateJson } from './private-file.js';

/** What an installation on one machine keeps secret. Made once; losing it loses what the outer key encrypted. */
export interface Secrets {
  /** Of each service, the passwords of its three database roles. */
  readonly databasePasswords: Readonly<Record<string, DatabasePasswords>>;
  /** Of each process, the key by which the others know it (Ed25519, private). */
  readonly processKeys: Readonly<Record<string, JWK>>;
  /** Wraps the keys of records and persons: its version, a colon, 32 bytes in base64. */
  readonly outerKey: string;
  /** Signs cursors: 32 bytes in base64. */
  readonly cursorKey: string;
  /** Signs development tokens (ES256, private). */
  readonly issuerKey: JWK;
}

export interface DatabasePasswords {
  readonly owner: string;
  readonly app: string;
  readonly worker: string;
}

/** The secrets of a data folder; made when they are missing, also for services that came later. */
export async function ensureSecrets(
  dataFolder: string,
  services: readonly string[],
  processes: readonly string[],
): Promise<Secrets> {
  const known = await readSecrets(dataFolder);
  const secrets = {
    databasePasswords: await completed(known?.databasePasswords, services, newPasswords),
    processKeys: await completed(known?.processKeys, processes, (name) => newKey('EdDSA', name)),
    outerKey: known?.outerKey ?? `1:${randomBytes(32).toString('base64')}`,
    cursorKey: known?.cursorKey ?? randomBytes(32).toString('base64'),
    issuerKey: known?.issuerKey ?? (await newKey('ES256', 'linli-dev-1')),
  };
  if (JSON.stringify(secrets) !== JSON.stringify(known)) await writePrivateJson(fileIn(dataFolder), secrets);
  return secrets;
}

/** The key that signs development tokens, from a data folder that was started once. */
export async function issuerKeyOf(dataFolder: string): Promise<JWK> {
  return (await secretsOf(dataFolder)).issuerKey;
}

/** The secrets of a data folder that was started once. */
export async function secretsOf(dataFolder: string): Promise<Secrets> {
  const secrets = await readSecrets(dataFolder);
  if (secrets === null) throw LauncherErrors.neverStarted({ folder: dataFolder });
  return secrets;
}

/** The public halves of private keys. */
export function publicKeysOf(keys: readonly JWK[]): JSONWebKeySet {
  return { keys: keys.map(({ d: _, ...shared }) => shared) };
}

const fileIn = (dataFolder: string) => join(dataFolder, 'secrets.json');

async function readSecrets(dataFolder: string): Promise<Secrets | null> {
  return (await readPrivateJson(fileIn(dataFolder))) as Secrets | null;
}

/** Makes what is missing for the names, and keeps what is known. */
async function completed<Value>(
  known: Readonly<Record<string, Value>> | undefined,
  names: readonly string[],
  make: (name: string) => Promise<Value> | Value,
): Promise<Readonly<Record<string, Value>>> {
  const missing = names.filter((name) => known?.[name] === undefined);
  const made = await Promise.all(missing.map(async (name) => [name, await make(name)] as const));
  return { ...known, ...Object.fromEntries(made) };
}

function newPasswords(): DatabasePasswords {
  const password = () => randomBytes(24).toString('base64url');
  return { owner: password(), app: password(), worker: password() };
}

async function newKey(algorithm: 'EdDSA' | 'ES256', kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: algorithm, use: 'sig' };
}
