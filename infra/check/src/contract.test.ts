import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';

import { PlantedTree } from './planted-tree.js';

const SCHEMA = 'services/elm/schema.graphql';
const PROMISED = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { leaf(id: ID!): Leaf }
  type Leaf @key(fields: "id") { id: ID! fallsOn: String! }
`;

let tree: PlantedTree;

beforeEach(async () => {
  tree = await PlantedTree.grow();
});

afterEach(() => tree.fell());

test('a field that main promises must stay', async () => {
  await commit(PROMISED);
  await tree.plant(SCHEMA, PROMISED.replace('fallsOn: String!', ''));

  expect(await judge()).toEqual({
    exitCode: 1,
    said: `${SCHEMA} breaks what main promises:\n  FIELD_REMOVED: Leaf.fallsOn was removed.\n`,
  });
});

test('an argument may not become required', async () => {
  await commit(PROMISED);
  await tree.plant(SCHEMA, PROMISED.replace('leaf(id: ID!)', 'leaf(id: ID!, on: String!)'));

  expect(await judge()).toEqual({
    exitCode: 1,
    said: `${SCHEMA} breaks what main promises:\n  REQUIRED_ARG_ADDED: A required arg on on Query.leaf was added.\n`,
  });
});

test('a field that a client waits for may not become null', async () => {
  await commit(PROMISED);
  await tree.plant(SCHEMA, PROMISED.replace('fallsOn: String!', 'fallsOn: String'));

  expect((await judge()).exitCode).toBe(1);
});

test('a schema may grow', async () => {
  await commit(PROMISED);
  await tree.plant(SCHEMA, PROMISED.replace('fallsOn: String!', 'fallsOn: String! green: Boolean'));

  expect(await judge()).toEqual({ exitCode: 0, said: '' });
});

test('a schema that main promises may not go', async () => {
  await commit(PROMISED);
  git('rm', '--quiet', SCHEMA);

  expect(await judge()).toEqual({
    exitCode: 1,
    said: `${SCHEMA} breaks what main promises:\n  the whole schema is gone\n`,
  });
});

test('a new schema is named, since nothing holds it yet', async () => {
  await commit(PROMISED);
  await tree.plant('services/oak/schema.graphql', PROMISED);

  expect(await judge()).toEqual({
    exitCode: 0,
    said: 'services/oak/schema.graphql: new, main has none to compare with\n',
  });
});

test('without a commit there is nothing to compare with, and it says so', async () => {
  await tree.plant(SCHEMA, PROMISED);

  expect(await judge()).toEqual({ exitCode: 0, said: 'not compared: there is no commit to compare with\n' });
});

async function judge(): Promise<{ exitCode: number | null; said: string }> {
  const { exitCode, stdout, stderr } = await tree.run('infra/check/contract.mjs');
  return { exitCode, said: stdout + stderr };
}

async function commit(schema: string): Promise<void> {
  await tree.plant(SCHEMA, schema);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('-c', 'user.name=Elm', '-c', 'user.email=elm@example.org', 'commit', '--quiet', '--message=Promise');
}

function git(...args: string[]): void {
  execFileSync('git', ['-C', tree.root, ...args]);
}
