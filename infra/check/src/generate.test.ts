import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { PlantedTree, type Run } from './planted-tree.js';

const FORBIDDEN = { code: 'FORBIDDEN', zh: '无权操作。', en: 'You may not do this.' };
const FALLEN = { code: 'LEAF_FALLEN', zh: '叶{id}已落。', en: 'Leaf {id} has | fallen.' };

let tree: PlantedTree;

beforeEach(async () => {
  tree = await PlantedTree.grow();
  await speak('elm', {
    schema: 'type Query {\n  leaf: Leaf\n}',
    errors: [FALLEN, FORBIDDEN],
    permissions: [{ entrance: 'Query.leaf', who: ['OWL', 'FOX'], where: 'ROWS', reason: 'Leaves are public.' }],
  });
  await speak('oak', { schema: 'type Query {\n  acorn: ID\n}\n', errors: [FORBIDDEN], permissions: [] });
});

afterEach(() => tree.fell());

test('what each service says of itself is written once, and then agrees', async () => {
  expect((await generate()).exitCode).toBe(0);

  expect(await text('services/elm/schema.graphql')).toBe('type Query {\n  leaf: Leaf\n}\n');
  expect(await text('services/oak/schema.graphql')).toBe('type Query {\n  acorn: ID\n}\n');
  expect(await text('docs/errors.md')).toContain(
    [
      '## 所有服务 · Every service',
      '',
      '| code | 中文 | English |',
      '| --- | --- | --- |',
      '| `FORBIDDEN` | 无权操作。 | You may not do this. |',
      '',
      '## elm',
      '',
      '| code | 中文 | English |',
      '| --- | --- | --- |',
      '| `LEAF_FALLEN` | 叶{id}已落。 | Leaf {id} has \\| fallen. |',
      '',
    ].join('\n'),
  );
  expect(await text('docs/permissions.md')).toContain('| `Query.leaf` | OWL, FOX | ROWS | Leaves are public. |');
  expect((await generate('--check')).exitCode).toBe(0);
});

test('a file that says something else than the code is named with its first difference, and left as it is', async () => {
  await generate();
  await tree.plant('services/elm/schema.graphql', 'type Query {\n  leaf: Twig\n}\n');

  const run = await generate('--check');

  expect(run.exitCode).toBe(1);
  expect(run.stderr).toBe(
    'services/elm/schema.graphql:2 differs from what the code says: npm run generate, and commit it\n  file:   leaf: Twig\n  code:   leaf: Leaf\n',
  );
  expect(await text('services/elm/schema.graphql')).toContain('Twig');
});

test('a file that was never committed is named', async () => {
  const run = await generate('--check');

  expect(run.exitCode).toBe(1);
  expect(run.stderr).toBe('services/elm/schema.graphql is missing: npm run generate, and commit it\n');
});

test('a service that is not built fails, since its files were not looked at', async () => {
  await tree.plant('services/ash/src/generate.ts', '');

  const run = await generate('--check');

  expect(run.exitCode).toBe(1);
  expect(run.stderr).toBe('services/ash/dist/generate.js is not built: npm run build\n');
});

test('a service that fails to speak fails the whole, with what it said', async () => {
  await tree.plant('services/elm/dist/generate.js', "console.error('no sap');\nprocess.exit(1);\n");

  const run = await generate();

  expect(run.exitCode).toBe(1);
  expect(run.stderr).toBe('services/elm/dist/generate.js failed:\nno sap\n\n');
});

test('the supergraph is what the gateway composes', async () => {
  await tree.plant('gateway/src/compose.ts', '');
  await tree.plant('gateway/dist/compose.js', "console.log('schema @link');\n");

  await generate();

  expect(await text('gateway/supergraph.graphql')).toBe('schema @link\n');
});

test('a service without a voice and a gateway that does not compose are named, not failed', async () => {
  await tree.plant('services/fir/src/main.ts', '');

  const run = await generate();

  expect(run.exitCode).toBe(0);
  expect(run.stdout).toContain('services/fir: does not speak of itself yet\n');
  expect(run.stdout).toContain('gateway/supergraph.graphql: the gateway does not compose yet\n');
});

function generate(...args: string[]): Promise<Run> {
  return tree.run('infra/generate.mjs', ...args);
}

function text(path: string): Promise<string> {
  return readFile(join(tree.root, path), 'utf8');
}

async function speak(service: string, spoken: object): Promise<void> {
  await tree.plant(`services/${service}/src/generate.ts`, '');
  await tree.plant(`services/${service}/dist/generate.js`, `console.log(${JSON.stringify(JSON.stringify(spoken))});\n`);
}
