import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An operation that a client was built with, and the id that it sends for it. */
export interface TrustedDocument {
  readonly id: string;
  readonly text: string;
}

/** What one client was built with, by the name of the operation. */
export type Manifest = Readonly<Record<string, TrustedDocument>>;

/** A document under the id that its text gives it: `sha256:` and the hash in hex, as GraphQL over HTTP writes it. */
export function documentOf(text: string): TrustedDocument {
  return { id: `sha256:${createHash('sha256').update(text).digest('hex')}`, text };
}

/** Texts of all clients' documents, by their ids. Throws on one whose text is not what its id says. */
export function trustedTexts(folder: string | null): ReadonlyMap<string, string> {
  if (folder === null) return new Map();
  const manifests = globSync('*.json', { cwd: folder }).map((file) => manifestAt(join(folder, file)));
  return new Map(
    manifests.flatMap((manifest) => Object.entries(manifest).map(([name, document]) => checked(name, document))),
  );
}

/** Adds documents to those of a client. One of the same name takes the other's place. */
export function addToManifest(folder: string, client: string, added: Manifest): void {
  const file = join(folder, `${client}.json`);
  const known = existsSync(file) ? manifestAt(file) : {};
  const all = Object.entries({ ...known, ...added }).sort(([one], [other]) => (one < other ? -1 : 1));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

function manifestAt(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

function checked(name: string, { id, text }: TrustedDocument): [string, string] {
  if (documentOf(text).id !== id) throw new Error(`the trusted document ${name} is not what its id says: ${id}`);
  return [id, text];
}
