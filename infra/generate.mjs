import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { promisify } from 'node:util';

import { errorsPage, permissionsPage } from './check/pages.mjs';

/**
 * Writes what the built code says of itself into the files that are committed: each service's schema, the supergraph,
 * the catalogue of refusals and the table of permissions. With `--check` it writes nothing and names the first
 * difference. Runs in the root of the repository and builds nothing.
 */
const run = promisify(execFile);
const checking = process.argv.includes('--check');

try {
  const spoken = await Promise.all(globSync('{gateway,services/*}/src/generate.ts').sort().map(ask));
  for (const { service, schema } of spoken) {
    if (schema !== undefined) await settle(`services/${service}/schema.graphql`, schema);
  }
  if (spoken.length > 0) {
    await settle('docs/errors.md', errorsPage(spoken));
    await settle('docs/permissions.md', permissionsPage(spoken.filter(({ permissions }) => permissions !== undefined)));
  }
  if (existsSync('gateway/src/compose.ts'))
    await settle('gateway/supergraph.graphql', await print('gateway/dist/compose.js'));
  else console.log('gateway/supergraph.graphql: the gateway does not compose yet');
  for (const folder of globSync('services/*').sort()) {
    if (!existsSync(`${folder}/src/generate.ts`)) console.log(`${folder}: does not speak of itself yet`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** What a service says of itself, `{ schema, errors, permissions }`; the gateway has only errors of its own. */
async function ask(source) {
  const folder = dirname(dirname(source));
  return { service: basename(folder), ...JSON.parse(await print(`${folder}/dist/generate.js`)) };
}

async function print(script) {
  if (!existsSync(script)) throw new Error(`${script} is not built: npm run build`);
  try {
    return (await run(process.execPath, [script], { maxBuffer: 64 * 1024 * 1024 })).stdout;
  } catch (error) {
    throw new Error(`${script} failed:\n${error.stderr || error.stdout || error.message}`, { cause: error });
  }
}

/** The file is as the code says: by writing it, or, when only checking, by finding no difference. */
async function settle(path, said) {
  const text = `${said.trimEnd()}\n`;
  const committed = existsSync(path) ? await readFile(path, 'utf8') : null;
  if (committed === text) return;
  if (checking) throw new Error(difference(path, committed, text));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  console.log(`${path}: written`);
}

function difference(path, committed, said) {
  const remedy = 'npm run generate, and commit it';
  if (committed === null) return `${path} is missing: ${remedy}`;
  const [were, are] = [committed.split('\n'), said.split('\n')];
  const at = are.findIndex((line, index) => line !== were[index]);
  const line = at === -1 ? are.length : at;
  return `${path}:${line + 1} differs from what the code says: ${remedy}\n  file: ${were[line] ?? '(end)'}\n  code: ${are[line] ?? '(end)'}`;
}
