import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { PlantedTree, ROOT } from './planted-tree.js';

/** What must not be written, where it is planted, and the rule that finds it. */
const FAULTS: readonly Fault[] = [
  {
    rule: 'typescript(no-floating-promises)',
    path: 'services/elm/src/leaf/leaf.service.ts',
    text: 'async function save(): Promise<void> {}\nexport function close(): void {\n  save();\n}\n',
  },
  {
    rule: 'typescript(no-misused-promises)',
    path: 'services/elm/src/leaf/wind.service.ts',
    text: 'export function each(ids: string[], save: (id: string) => Promise<void>): void {\n  ids.forEach(async (id) => save(id));\n}\n',
  },
  {
    rule: 'typescript(only-throw-error)',
    path: 'services/elm/src/leaf/throw.ts',
    text: "export function close(): never {\n  throw 'closed';\n}\n",
  },
  {
    rule: 'typescript(switch-exhaustiveness-check)',
    path: 'services/elm/src/leaf/season.ts',
    text: "export function next(season: 'spring' | 'autumn'): string {\n  switch (season) {\n    case 'spring':\n      return 'summer';\n  }\n  return '';\n}\n",
  },
  {
    rule: 'typescript(no-explicit-any)',
    path: 'packages/root/src/any.ts',
    text: 'export const anything = (value: any): string => String(value);\n',
  },
  {
    rule: 'typescript(no-unsafe-function-type)',
    path: 'packages/root/src/function.ts',
    text: 'export const call = (act: Function): Function => act;\n',
  },
  {
    rule: 'typescript(restrict-template-expressions)',
    path: 'packages/root/src/template.ts',
    text: 'export const say = (leaf: { green: boolean }): string => `a leaf ${leaf}`;\n',
  },
  {
    rule: 'typescript(consistent-type-imports)',
    path: 'packages/root/src/type.ts',
    text: "import { Leaf } from './leaf.js';\nexport const grow = (leaf: Leaf): Leaf => leaf;\n",
  },
  {
    rule: 'typescript(await-thenable)',
    path: 'packages/root/src/await.ts',
    text: 'export async function grow(): Promise<void> {\n  const one: number = 1;\n  await one;\n}\n',
  },
  {
    rule: 'eslint(no-unused-vars)',
    path: 'packages/root/src/unused.ts',
    text: 'export const grow = (leaf: number): void => {};\n',
  },
  {
    rule: 'eslint(eqeqeq)',
    path: 'packages/root/src/equal.ts',
    text: 'export const same = (a: unknown, b: unknown): boolean => a == b;\n',
  },
  {
    rule: 'eslint(prefer-const)',
    path: 'packages/root/src/let.ts',
    text: 'let one = 1;\nexport const two = one + 1;\n',
  },
  { rule: 'eslint(no-var)', path: 'packages/root/src/var.ts', text: 'export var one = 1;\n' },
  {
    rule: 'import(no-default-export)',
    path: 'packages/root/src/default.ts',
    text: 'export default class Root {}\n',
  },
  { rule: 'linli(no-barrel)', path: 'packages/root/src/all.ts', text: "export * from './leaf.js';\n" },
  { rule: 'linli(no-barrel)', path: 'packages/root/src/some.ts', text: "export { leaf } from './leaf.js';\n" },
  { rule: 'linli(no-vague-name)', path: 'packages/root/src/utils/text.ts', text: 'export const text = 1;\n' },
  { rule: 'linli(no-vague-name)', path: 'packages/root/src/common/text.ts', text: 'export const text = 1;\n' },
  { rule: 'linli(no-vague-name)', path: 'packages/root/src/helpers.ts', text: 'export const text = 1;\n' },
  {
    rule: 'eslint(no-console)',
    path: 'services/elm/src/main.ts',
    text: "console.log('ready');\n\nexport const started = true;\n",
  },
  {
    rule: 'linli(no-environment)',
    path: 'services/elm/src/server.ts',
    text: "export const port = process.env['PORT'];\n",
  },
  {
    rule: 'linli(no-environment)',
    path: 'services/elm/src/destructured.ts',
    text: 'const { env } = process;\nexport const port = env;\n',
  },
  {
    rule: 'linli(no-environment)',
    path: 'services/elm/src/orm.ts',
    text: "import { env } from 'node:process';\nexport const port = env['PORT'];\n",
  },
  {
    rule: 'eslint(no-restricted-imports)',
    path: 'packages/root/src/other.test.ts',
    text: "import { test } from 'node:test';\n\nvoid test('a leaf', () => {});\n",
  },
  {
    rule: 'eslint(no-restricted-properties)',
    path: 'services/elm/src/leaf/raw.loaders.ts',
    text: 'interface Em {\n  getConnection(): { execute(sql: string): Promise<unknown> };\n}\nexport const all = (em: Em): Promise<unknown> => em.getConnection().execute("select 1");\n',
  },
  {
    rule: 'eslint(no-restricted-properties)',
    path: 'services/elm/src/leaf/driver.loaders.ts',
    text: 'interface Em {\n  getDriver(): unknown;\n}\nexport const driver = ({ getDriver }: Em): unknown => getDriver();\n',
  },
  ...[
    'new Date()',
    'Date()',
    'Date.now()',
    "Date['now']()",
    'Math.random()',
    'performance.now()',
    'crypto.randomUUID()',
  ].map((reading, index) => ({
    rule: 'linli(no-clock)',
    path: `services/elm/src/leaf/clock-${index}.rules.ts`,
    text: `export const read = (): unknown => ${reading};\n`,
  })),
  {
    rule: 'linli(no-clock)',
    path: 'services/elm/src/leaf/system.rules.ts',
    text: "import { systemClock } from '@linli/domain/civil-time';\nexport const read = (): Date => systemClock.now();\n",
  },
  {
    rule: 'jest(valid-expect)',
    path: 'packages/root/src/a.test.ts',
    text: tests("test('a leaf', () => {\n  expect(1);\n});"),
  },
  {
    rule: 'jest(valid-expect-in-promise)',
    path: 'packages/root/src/g.test.ts',
    text: tests("test('a leaf', () => {\n  Promise.resolve(1).then((one) => {\n    expect(one).toBe(1);\n  });\n});"),
  },
  {
    rule: 'jest(valid-describe-callback)',
    path: 'packages/root/src/h.test.ts',
    text: tests("describe('a leaf', async () => {\n  await Promise.resolve();\n});"),
  },
  {
    rule: 'jest(no-standalone-expect)',
    path: 'packages/root/src/i.test.ts',
    text: tests("describe('a leaf', () => {\n  expect(1).toBe(1);\n});"),
  },
  {
    rule: 'jest(no-identical-title)',
    path: 'packages/root/src/b.test.ts',
    text: tests("test('a leaf', () => {});\ntest('a leaf', () => {});"),
  },
  {
    rule: 'jest(no-focused-tests)',
    path: 'packages/root/src/c.test.ts',
    text: tests("test.only('a leaf', () => {});"),
  },
  {
    rule: 'jest(no-disabled-tests)',
    path: 'packages/root/src/d.test.ts',
    text: tests("test.skip('a leaf', () => {});"),
  },
  {
    rule: 'jest(no-commented-out-tests)',
    path: 'packages/root/src/e.test.ts',
    text: tests("// test('a leaf', () => {});"),
  },
  {
    rule: 'jest(no-conditional-expect)',
    path: 'packages/root/src/f.test.ts',
    text: tests("test('a leaf', () => {\n  if (Math.random() > 2) expect(1).toBe(1);\n});"),
  },
];

/** What looks like a fault and is none. */
const ALLOWED: readonly Omit<Fault, 'rule'>[] = [
  { path: 'services/elm/src/config.ts', text: "export const port = process.env['PORT'];\n" },
  {
    path: 'packages/root/src/address.ts',
    text: 'export const at = (url: URL, query: URLSearchParams): string => `${url}?${query}`;\n',
  },
  {
    path: 'packages/root/src/rest.ts',
    text: 'export const shared = ({ secret: _, ...rest }: { secret: string; name: string }): object => rest;\n',
  },
  { path: 'jest.config.mjs', text: 'export default {};\n' },
  { path: 'infra/grove/src/launcher.ts', text: "console.log('ready');\n\nexport const started = true;\n" },
  {
    path: 'services/elm/src/leaf/leaf.rules.ts',
    text: 'export const fallsAt = (now: Date): Date => new Date(now.getTime() + 1);\nexport const performance = (facts: { performance: number }): number => facts.performance;\n',
  },
  {
    path: 'packages/persistence/src/session.ts',
    text: 'interface Em {\n  getConnection(): unknown;\n}\nexport const connection = (em: Em): unknown => em.getConnection();\n',
  },
  {
    path: 'packages/root/src/good.test.ts',
    text: tests("test('a leaf falls', async () => {\n  await expect(Promise.resolve(1)).resolves.toBe(1);\n});"),
  },
];

let tree: PlantedTree;
let found: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  tree = await PlantedTree.grow();
  for (const path of ['.gitignore', '.oxlintrc.json', 'infra/check/lint-rules.mjs', 'tsconfig.json', 'package.json'])
    await tree.copy(path);
  await tree.link('node_modules', join(ROOT, 'node_modules'));
  await tree.plant(
    'packages/root/src/leaf.ts',
    'export interface Leaf {\n  readonly green: boolean;\n}\nexport const leaf: Leaf = { green: true };\n',
  );
  for (const { path, text } of [...FAULTS, ...ALLOWED]) await tree.plant(path, text);
  found = await lint();
});

afterAll(() => tree.fell());

describe('the linter finds what is planted', () => {
  test.each(FAULTS)('$rule in $path', ({ rule, path }) => {
    expect(found.get(path) ?? []).toContain(rule);
  });

  test.each(ALLOWED)('nothing in $path', ({ path }) => {
    expect(found.get(path) ?? []).toEqual([]);
  });

  test('for every rule that is configured', async () => {
    const planted = FAULTS.map(({ rule }) => rule);
    expect((await configuredRules()).filter((rule) => !planted.includes(rule))).toEqual([]);
  });
});

interface Fault {
  readonly rule: string;
  readonly path: string;
  readonly text: string;
}

function tests(text: string): string {
  return `import { describe, expect, test } from '@jest/globals';\n\n${text}\n\ndescribe.each([]);\nexpect.extend({});\n`;
}

/** The rules of `.oxlintrc.json` as the linter writes them: `jest/valid-expect` is `jest(valid-expect)`. */
async function configuredRules(): Promise<readonly string[]> {
  const text = await readFile(join(ROOT, '.oxlintrc.json'), 'utf8');
  const { rules, overrides } = JSON.parse(text.replace(/^\s*\/\/.*$/gm, '')) as {
    rules: object;
    overrides: readonly { rules: object }[];
  };
  return [rules, ...overrides.map((override) => override.rules)]
    .flatMap((some) => Object.keys(some))
    .map((rule) => rule.replace(/^(.*)\/(.*)$/, '$1($2)'));
}

/** The rules that were broken, by file. */
async function lint(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { stdout } = await tree.run(
    'node_modules/oxlint/bin/oxlint',
    '--format=json',
    'packages',
    'services',
    'infra',
    'jest.config.mjs',
  );
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  return new Map(
    [...Map.groupBy(diagnostics, ({ filename }) => filename)].map(([file, all]) => [file, all.map(({ code }) => code)]),
  );
}
