import { describe, expect, it } from '@jest/globals';
import { moduleShares, sharesBeforeAnswering } from './module-shares.js';

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

describe('the shares of what comes before an answer', () => {
  it('hold what is called too, and each call once', () => {
    const frame = (id: number, url: string, children: readonly number[] = []) => ({
      id,
      callFrame: { functionName: 'f', url },
      children,
    });
    const called = {
      ...profile,
      nodes: [
        frame(1, 'file:///linli/gateway/dist/request-handler.js', [2, 4]),
        frame(2, 'file:///linli/packages/subgraph/dist/hop-token.js', [3]),
        frame(3, 'file:///linli/node_modules/jose/dist/sign.js'),
        frame(4, 'file:///linli/services/cases/dist/context.js', [5]),
        frame(5, 'file:///linli/services/cases/dist/case/case.loaders.js'),
      ],
      samples: [1, 2, 3, 4, 5],
      timeDeltas: [600_000, 100_000, 100_000, 100_000, 100_000],
    };
    expect(sharesBeforeAnswering(called, ALL, '/linli/')).toEqual([
      { module: 'access token', share: 0 },
      { module: 'hop token', share: 0.2 },
      { module: 'context of the request', share: 0.2 },
      { module: 'permission checks', share: 0 },
    ]);
  });
});
