import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globSync } from 'node:fs';
import { join } from 'node:path';

import { PlantedTree, ROOT, runNode } from './planted-tree.js';

const SERVICE = 'services/elm/src';

/** The rule, the file that breaks it, and what that file imports. */
const FAULTS: readonly (readonly [rule: string, path: string, imported: string])[] = [
  ['no-cycle', `${SERVICE}/ring/left.ts`, './right.js'],
  ['no-unresolved', `${SERVICE}/lost.ts`, './nowhere.js'],
  ['service-stands-alone', `${SERVICE}/neighbour.ts`, '../../oak/src/acorn.js'],
  ['service-stands-alone', `${SERVICE}/neighbour-by-name.ts`, '@linli/oak/acorn'],
  ['service-imports', `${SERVICE}/to-gateway.ts`, '@linli/gateway/plan'],
  ['service-imports', `${SERVICE}/to-infra.ts`, '../../../infra/local/src/launcher.js'],
  ['service-imports', `${SERVICE}/leaf/to-e2e.test.ts`, '../../../../e2e/src/story.js'],
  ['package-imports', 'packages/subgraph/src/to-service.ts', '@linli/oak/acorn'],
  ['package-imports', 'packages/subgraph/src/to-infra.ts', '@linli/local/launcher'],
  ['package-imports', 'packages/events/src/to-gateway.ts', '@linli/gateway/plan'],
  ['gateway-imports', 'gateway/src/to-service.ts', '@linli/oak/acorn'],
  ['gateway-imports', 'gateway/src/to-infra.ts', '@linli/local/launcher'],
  ['e2e-imports', 'e2e/src/to-service.test.ts', '@linli/oak/acorn'],
  ['domain-imports', 'packages/domain/src/to-package.ts', '@linli/events/outbox'],
  ['domain-imports', 'packages/domain/src/to-npm.ts', 'graphql'],
  ['domain-imports', 'packages/domain/src/to-node.ts', 'node:crypto'],
  ['bootstrap-imports', 'infra/bootstrap.mjs', 'graphql'],
  ['testkit-in-tests', `${SERVICE}/to-testkit.ts`, '@linli/testkit/clock'],
  ['local-postgres-in-development', `${SERVICE}/to-local.ts`, '@linli/local-postgres/start'],
  ['no-bare-driver', `${SERVICE}/to-pg.ts`, 'pg'],
  ['rules-imports', `${SERVICE}/leaf/to-npm.rules.ts`, 'graphql'],
  ['rules-imports', `${SERVICE}/leaf/to-node.rules.ts`, 'node:crypto'],
  ['rules-imports', `${SERVICE}/leaf/to-entity.rules.ts`, './leaf.entity.js'],
  ['rules-imports', `${SERVICE}/leaf/to-package.rules.ts`, '@linli/persistence/columns'],
  ['entity-imports', `${SERVICE}/leaf/to-graph.entity.ts`, 'type-graphql'],
  ['entity-imports', `${SERVICE}/leaf/to-service.entity.ts`, './leaf.service.js'],
  ['type-imports', `${SERVICE}/leaf/to-table.type.ts`, '@mikro-orm/core'],
  ['type-imports', `${SERVICE}/leaf/to-entity.type.ts`, './leaf.entity.js'],
  ['errors-imports', `${SERVICE}/leaf/to-graph.errors.ts`, 'graphql'],
  ['events-imports', `${SERVICE}/leaf/to-entity.events.ts`, './leaf.entity.js'],
  ['resolver-imports', `${SERVICE}/leaf/to-entity.resolver.ts`, './leaf.entity.js'],
  ['resolver-imports', `${SERVICE}/leaf/to-orm.resolver.ts`, '@mikro-orm/core'],
  ['service-knows-no-graph', `${SERVICE}/leaf/to-graph.service.ts`, 'type-graphql'],
  ['service-knows-no-graph', `${SERVICE}/leaf/to-resolver.loaders.ts`, './leaf.resolver.js'],
];

/** Imports that break nothing. */
const ALLOWED: readonly (readonly [path: string, ...imported: string[]])[] = [
  ['infra/local/src/allowed.ts', 'pg', '@linli/local-postgres/start', '@linli/domain/money'],
  ['packages/testkit/src/allowed.ts', '@linli/local-postgres/start', '@linli/persistence/columns'],
  ['packages/domain/src/allowed.test.ts', '@jest/globals', '@linli/testkit/clock'],
  ['gateway/src/allowed.ts', 'graphql', '@linli/domain/money'],
  ['e2e/src/allowed.test.ts', '@linli/testkit/clock', 'graphql'],
  [`${SERVICE}/allowed.int.test.ts`, '@linli/testkit/clock', 'pg', './leaf/leaf.entity.js'],
  [`${SERVICE}/leaf/allowed.rules.ts`, '@linli/domain/money', './leaf.rules.js'],
  [`${SERVICE}/leaf/allowed.entity.ts`, '@mikro-orm/core', '@linli/persistence/columns', './leaf.rules.js'],
  [`${SERVICE}/leaf/allowed.type.ts`, 'type-graphql', 'graphql', './leaf.rules.js', '../references/oak.js'],
  [`${SERVICE}/leaf/allowed.errors.ts`, '@linli/domain/money'],
  [`${SERVICE}/leaf/allowed.events.ts`, '@linli/events/outbox', './leaf.rules.js'],
  [`${SERVICE}/leaf/allowed.service.ts`, '@mikro-orm/core', './leaf.entity.js', './leaf.rules.js'],
  [`${SERVICE}/leaf/allowed.resolver.ts`, 'type-graphql', './leaf.service.js'],
];

const GROUND = [
  'packages/domain/src/money.ts',
  'packages/events/src/outbox.ts',
  'packages/persistence/src/columns.ts',
  'packages/subgraph/src/scalars.ts',
  'packages/testkit/src/clock.ts',
  'packages/local-postgres/src/start.ts',
  'gateway/src/plan.ts',
  'infra/local/src/launcher.ts',
  'e2e/src/story.ts',
  'services/oak/src/acorn.ts',
  ...['leaf.rules', 'leaf.entity', 'leaf.service', 'leaf.resolver'].map((name) => `${SERVICE}/leaf/${name}.ts`),
  `${SERVICE}/references/oak.ts`,
];

const CRUISER = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
const FOLDERS = ['packages', 'services', 'gateway', 'infra', 'e2e'];

describe('an import across a boundary', () => {
  let tree: PlantedTree;
  let read: readonly string[];
  let found: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    tree = await PlantedTree.grow();
    await Promise.all([layGround(tree), plantFaults(tree)]);
    const { modules, summary } = await cruise(tree.root);
    read = modules.map(({ source }) => source);
    found = new Map(
      [...Map.groupBy(summary.violations, ({ from }) => from)].map(([file, all]) => [
        file,
        all.map(({ rule }) => rule.name),
      ]),
    );
  });

  afterAll(() => tree.fell());

  test.each(FAULTS)('breaks %s in %s', (rule, path) => {
    expect(found.get(path) ?? []).toContain(rule);
  });

  test.each(FAULTS.filter(([, path]) => path.endsWith('.ts') && !path.includes('/ring/')))(
    'breaks %s in %s, even for a type alone',
    (rule, path) => {
      expect(found.get(forType(path)) ?? []).toContain(rule);
    },
  );

  test.each(ALLOWED)('breaks nothing in %s', (path) => {
    expect(read).toContain(path);
    expect(found.get(path) ?? []).toEqual([]);
  });

  test('is planted for every rule that there is', async () => {
    const config = (await import(join(ROOT, '.dependency-cruiser.mjs'))) as {
      default: { forbidden: { name: string }[] };
    };
    expect([...new Set(FAULTS.map(([rule]) => rule))].sort()).toEqual(
      config.default.forbidden.map(({ name }) => name).sort(),
    );
  });
});

describe('the cruise of this repository', () => {
  test('reads the sources that there are, and follows packages by their names', async () => {
    const { modules } = await cruise(ROOT);
    const sources = globSync(
      FOLDERS.map((folder) => `${folder}/**/src/**/*.ts`),
      OURS,
    );
    const read = new Set(modules.map(({ source }) => source));

    expect(sources.filter((source) => read.has(source)).length).toBeGreaterThan(sources.length * 0.9);
    expect(modules.find(({ source }) => source === 'packages/subgraph/src/hop-token.ts')?.dependencies).toContainEqual(
      expect.objectContaining({ module: '@linli/domain/viewer', resolved: 'packages/domain/src/viewer.ts' }),
    );
  });
});

const OURS = { cwd: ROOT, exclude: (path: string) => /(^|\/)(node_modules|dist)(\/|$)/.test(path) };

interface Cruise {
  readonly modules: readonly { source: string; dependencies: readonly { module: string; resolved: string }[] }[];
  readonly summary: { readonly violations: readonly { from: string; rule: { name: string } }[] };
}

async function cruise(cwd: string): Promise<Cruise> {
  const run = await runNode(cwd, CRUISER, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...FOLDERS);
  return JSON.parse(run.stdout) as Cruise;
}

async function layGround(tree: PlantedTree): Promise<void> {
  await Promise.all(['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json'].map((path) => tree.copy(path)));
  await Promise.all(GROUND.map((path) => tree.plant(path, 'export const it = 1;\nexport type It = number;\n')));
  for (const folder of new Set(GROUND.map((path) => path.slice(0, path.indexOf('/src/'))))) {
    const name = `@linli/${folder.split('/').at(-1)}`;
    const exports = { './*': { '@linli/source': './src/*.ts', default: './dist/*.js' } };
    await tree.plant(`${folder}/package.json`, JSON.stringify({ name, type: 'module', exports }));
    await tree.link(`node_modules/${name}`, join(tree.root, folder));
  }
  for (const name of ['graphql', 'type-graphql', '@mikro-orm/core', 'pg', '@jest/globals']) {
    await tree.plant(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'dist/index.js' }));
    await tree.plant(`node_modules/${name}/dist/index.js`, 'exports.it = 1;\n');
  }
}

async function plantFaults(tree: PlantedTree): Promise<void> {
  await tree.plant(`${SERVICE}/ring/right.ts`, importing('./left.js'));
  for (const [, path, imported] of FAULTS) {
    await tree.plant(path, importing(imported));
    if (path.endsWith('.ts'))
      await tree.plant(forType(path), `import type { It } from '${imported}';\n\nexport type Mine = It;\n`);
  }
  for (const [path, ...imported] of ALLOWED) await tree.plant(path, importing(...imported));
}

/** Where the same import stands as `import type`. */
function forType(path: string): string {
  return path.replace(/([^/.]+)([^/]*)$/, '$1-type$2');
}

function importing(...modules: readonly string[]): string {
  const imports = modules.map((module, index) => `import { it as it${index} } from '${module}';\n`);
  return `${imports.join('')}\nexport const it = [${modules.map((_, index) => `it${index}`).join(', ')}];\n`;
}
