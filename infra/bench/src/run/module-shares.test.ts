import { describe, expect, it } from '@jest/globals';
import { moduleShares } from './module-shares.js';

const FILES = {
  1: ['loadModule', 'node:internal/modules/esm/loader'],
  2: ['parse', 'file:///linli/node_modules/graphql/language/parser.mjs'],
  3: ['admit', 'file:///linli/gateway/dist/documents/manifest.js'],
  4: ['(idle)', ''],
  5: ['(garbage collector)', ''],
} as const;
const profile = {
  nodes: Object.entries(FILES).map(([id, [functionName, url]]) => ({
    id: Number(id),
    callFrame: { functionName, url },
  })),
  startTime: 0,
  endTime: 1_000_000,
  samples: [1, 2, 2, 3, 4, 5],
  timeDeltas: [100_000, 200_000, 200_000, 100_000, 300_000, 100_000],
};
const ALL = { from: 1_000, until: 0 };

describe('the shares of modules', () => {
  it('are of the time in which the process was busy, by package, folder, and what is Node’s own', () => {
    expect(moduleShares(profile, ALL, '/linli/')).toEqual([
      { module: 'graphql', share: 4 / 7 },
      { module: 'node:modules', share: 1 / 7 },
      { module: 'gateway/documents/manifest', share: 1 / 7 },
      { module: '(garbage collector)', share: 1 / 7 },
    ]);
  });

  it('leave out what was before and after the load', () => {
    expect(moduleShares(profile, { from: 850, until: 450 }, '/linli/')).toEqual([{ module: 'graphql', share: 1 }]);
  });
});
