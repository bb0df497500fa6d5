import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { apiSchemaOf } from './api-schema.js';
import { callersLanguage, documentsFolder } from './config.js';
import { documentsOfFile } from './documents/documents-of-file.js';
import { addToManifest } from './documents/manifest.js';
import { committedSupergraph } from './supergraph.js';

const CLIENT = /^[\w.-]{1,60}$/;
const USAGE = {
  zh: '用法：npm run trust -- add FILE [--client NAME]',
  en: 'Usage: npm run trust -- add FILE [--client NAME]',
};

/** Adds the operations of a file to those that a client may send by id, and prints the ids. */
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { client: { type: 'string', default: 'frontend' } },
  });
  const [command, file, ...more] = positionals;
  if (command !== 'add' || file === undefined || more.length > 0 || !CLIENT.test(values.client)) {
    throw new Error(USAGE[callersLanguage()]);
  }
  const added = documentsOfFile(apiSchemaOf(committedSupergraph()), readFileSync(file, 'utf8'));
  addToManifest(documentsFolder(), values.client, added);
  for (const [name, { id }] of Object.entries(added)) process.stdout.write(`${name} ${id}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
