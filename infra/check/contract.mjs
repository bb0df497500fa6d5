import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';

import { buildSchema, findBreakingChanges } from 'graphql';

/**
 * The contract: what the schemas on the last commit of main promise, the schemas of the working tree keep.
 * Runs in the root of the repository; names each broken promise, and fails when there is one.
 */
const base = ['main', 'origin/main', 'HEAD'].find((revision) =>
  git('rev-parse', '--verify', '--quiet', `${revision}^{commit}`),
);
if (base === undefined) {
  console.log('not compared: there is no commit to compare with');
} else {
  const committed = (git('ls-tree', '-r', '--name-only', base, 'services/') ?? '').split('\n').filter(isSchema);
  const present = globSync('services/*/schema.graphql').map((path) => path.replaceAll('\\', '/'));
  for (const path of new Set([...committed, ...present])) {
    const broken = breaches(path, base);
    if (broken === null) console.log(`${path}: new, ${base} has none to compare with`);
    if (!broken?.length) continue;
    console.log(`${path} breaks what ${base} promises:\n${broken.map((breach) => `  ${breach}`).join('\n')}`);
    process.exitCode = 1;
  }
}

/** What a client of the earlier schema would miss in this one, in words; null when there was no earlier one. */
function breaches(path, revision) {
  const before = git('show', `${revision}:${path}`);
  if (before === undefined) return null;
  if (!existsSync(path)) return ['the whole schema is gone'];
  return findBreakingChanges(schemaOf(before), schemaOf(readFileSync(path, 'utf8'))).map(
    ({ type, description }) => `${type}: ${description}`,
  );
}

/** A subgraph's schema uses directives and scalars that the gateway defines, so it is taken as valid: composition judges it. */
function schemaOf(sdl) {
  return buildSchema(sdl, { assumeValid: true, assumeValidSDL: true });
}

function isSchema(path) {
  return /^services\/[^/]+\/schema\.graphql$/.test(path);
}

/** What git answers; undefined when it refuses. */
function git(...args) {
  try {
    return execFileSync('git', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch {
    return undefined;
  }
}
