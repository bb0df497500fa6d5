import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { JSONWebKeySet, JWK } from 'jose';
import { outerKeysFrom } from '@linli/persistence/envelope';
import { LauncherErrors } from './launcher.errors.js';
import { readPrivateJson, writePrivate, writePrivateJson } from './private-file.js';

/** What an installation on one machine keeps secret. Made once; losing it loses what the outer key encrypted. */
export interface Secrets {
  /** Of each service, the passwords of its three database roles. */
  readonly databasePasswords: Readonly<Record<string, DatabasePasswords>>;
  /** Of each process, the key by which the others know it (Ed25519, private). */
  readonly processKeys: Readonly<Record<string, JWK>>;
  /** Wraps the keys of records and persons: its version, a colon, 32 bytes in base64. After a rotation the older ones follow, with spaces between. */
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
    outerKey: known?.outerKey ?? newOuterKey(1),
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

/** Adds an outer key that is newer than all that a data folder has, and gives its version. */
export async function addOuterKey(dataFolder: string): Promise<number> {
  const secrets = await secretsOf(dataFolder);
  const version = Math.max(...outerKeysFrom(secrets.outerKey).map((key) => key.version)) + 1;
  const outerKey = `${newOuterKey(version)} ${secrets.outerKey}`;
  await writePrivateJson(fileIn(dataFolder), { ...secrets, outerKey });
  await listOuterKeys(dataFolder, { outerKey });
  return version;
}

/** Lists the outer keys in the file that sealing services read, also while they run; each marked as made for development. */
export async function listOuterKeys(dataFolder: string, { outerKey }: Pick<Secrets, 'outerKey'>): Promise<void> {
  await writePrivate(outerKeyFileIn(dataFolder), `${markedForDevelopment(outerKey)}\n`);
}

export function outerKeyFileIn(dataFolder: string): string {
  return join(dataFolder, 'outer-keys');
}

/** Outer keys as no production takes them. */
export function markedForDevelopment(outerKey: string): string {
  return outerKey.replace(/\S+/g, 'development:$&');
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

const newOuterKey = (version: number) => `${version}:${randomBytes(32).toString('base64')}`;

function newPasswords(): DatabasePasswords {
  const password = () => randomBytes(24).toString('base64url');
  return { owner: password(), app: password(), worker: password() };
}

async function newKey(algorithm: 'EdDSA' | 'ES256', kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: algorithm, use: 'sig' };
}
