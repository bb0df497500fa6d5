import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schemas } from './composition.js';

const SERVICES = join(import.meta.dirname, '../../services');

/** The `schema.graphql` of each service that has committed one. */
export function committedSchemas(): Schemas {
  const found = readdirSync(SERVICES)
    .map((name) => ({ name, file: join(SERVICES, name, 'schema.graphql') }))
    .filter(({ file }) => existsSync(file));
  return Object.fromEntries(found.map(({ name, file }) => [name, readFileSync(file, 'utf8')]));
}
