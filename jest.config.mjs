/** One run for the whole repository: every `*.test.ts`, against the source, two workers at the most. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@linli/source', 'node', 'node-addons'] },
  roots: ['<rootDir>/packages', '<rootDir>/services', '<rootDir>/gateway', '<rootDir>/infra', '<rootDir>/e2e'],
  testMatch: ['**/src/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
        },
      },
    ],
  },
  globalSetup: '<rootDir>/packages/testkit/src/global-setup.mjs',
  globalTeardown: '<rootDir>/packages/testkit/src/global-teardown.mjs',
  maxWorkers: 2,
  testTimeout: 30_000,
};
