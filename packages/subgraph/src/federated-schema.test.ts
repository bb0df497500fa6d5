import { describe, expect, it } from '@jest/globals';
import { graphql } from 'graphql';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { BENCH_PERMISSIONS, benchesSchema } from './benches.suite.js';

const person = '00000000-0000-7000-8000-000000000001';
const officer: Viewer = { person, roles: [{ role: 'COMMUNITY_OFFICER', territory: '340705402001' }] };
const resident: Viewer = { person, roles: [{ role: 'RESIDENT', territory: '340705402001' }] };

const { schema, sdl } = benchesSchema();

/** The data of an answer, with a code or message for each error. */
async function ask(viewer: Viewer, source: string, variableValues: Record<string, unknown> = {}) {
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: { viewer } });
  const refusals = (errors ?? []).map(({ originalError, message }) =>
    originalError !== undefined && 'code' in originalError ? originalError.code : message,
  );
  return { data, refusals };
}

const entities = (viewer: Viewer, representation: object, selection: string) =>
  ask(viewer, `query ($of: [_Any!]!) { _entities(representations: $of) { ${selection} } }`, { of: [representation] });

describe('the entrances of a subgraph', () => {
  it.each(Object.keys(BENCH_PERMISSIONS))('%s without a rule stops the start', (entrance) => {
    const { [entrance]: _, ...rest } = BENCH_PERMISSIONS;
    expect(() => benchesSchema(rest)).toThrow(`entrances without a permission rule: ${entrance}`);
  });

  it.each(['Query.sofa', 'Grid.code', 'Bench.place', 'Mutation.bench', 'Sofa.__resolveReference'])(
    'a rule for %s, which is none, stops the start',
    (entrance) => {
      const rule = { who: 'ANYONE', where: 'ANYWHERE', reason: 'Left over.' } as const;
      expect(() => benchesSchema({ ...BENCH_PERMISSIONS, [entrance]: rule })).toThrow(
        `permission rules for entrances that do not exist: ${entrance}`,
      );
    },
  );

  it('are open to whoever their rule lets in', async () => {
    expect(await ask(PUBLIC, '{ bench(id: "b1") { place } }')).toEqual({
      data: { bench: { place: 'under the plane tree' } },
      refusals: [],
    });
    expect((await ask(officer, 'mutation { placeBench(input: {}) { id } }')).data).toEqual({
      placeBench: { id: 'b2' },
    });
  });

  it.each([
    ['the public', 'a query for who is signed in', PUBLIC, '{ isTaken(territory: "34") }', 'UNAUTHENTICATED'],
    ['the public', 'a change', PUBLIC, 'mutation { removeBench(id: "b1") }', 'UNAUTHENTICATED'],
    ['a resident', 'a change for officers', resident, 'mutation { removeBench(id: "b1") }', 'FORBIDDEN'],
  ])('are shut to %s: %s', async (_who, _what, viewer, query, code) => {
    expect((await ask(viewer, query)).refusals).toEqual([code]);
  });
});

describe("another subgraph's entity", () => {
  const grid = { __typename: 'Grid', code: '340705402001001' };

  it('has the fields that this one contributes', async () => {
    const answer = await entities(resident, grid, '... on Grid { benches { id } }');
    expect(answer).toEqual({ data: { _entities: [{ benches: [{ id: 'b1' }] }] }, refusals: [] });
  });

  it('keeps a contributed field from whom its rule does not let in', async () => {
    expect((await entities(PUBLIC, grid, '... on Grid { code benches { id } }')).refusals).toEqual(['UNAUTHENTICATED']);
  });

  it('is found by its key, or is nothing', async () => {
    const found = await entities(PUBLIC, { __typename: 'Bench', id: 'b1' }, '... on Bench { place }');
    const absent = await entities(PUBLIC, { __typename: 'Bench', id: 'b9' }, '... on Bench { place }');
    expect([found.data, absent.data]).toEqual([
      { _entities: [{ place: 'under the plane tree' }] },
      { _entities: [null] },
    ]);
  });

  it('stands in the schema although no query reaches it', () => {
    expect(sdl).toContain('type Grid @key(fields: "code") {');
    expect(sdl).toContain('extend schema @link(url: "https://specs.apollo.dev/federation/v2.9"');
  });
});

describe('an operation has one root mutation', () => {
  const REFUSED = { data: null, refusals: ['An operation has one root mutation.'] };

  it.each([
    ['twice the same under two names', 'mutation { a: removeBench(id: "b1") b: removeBench(id: "b2") }'],
    ['two of them', 'mutation { removeBench(id: "b1") placeBench(input: {}) { id } }'],
    ['two in an inline fragment', 'mutation { ... { a: removeBench(id: "b1") b: removeBench(id: "b2") } }'],
    [
      'two in a fragment',
      'mutation { ...Both } fragment Both on Mutation { a: removeBench(id: "b1") b: removeBench(id: "b2") }',
    ],
    [
      'one beside one in nested fragments',
      'mutation { a: removeBench(id: "b1") ...Outer } fragment Outer on Mutation { ...Inner } fragment Inner on Mutation { b: removeBench(id: "b2") }',
    ],
  ])('and is refused with %s', async (_, query) => {
    expect(await ask(officer, query)).toEqual(REFUSED);
  });

  it.each([
    ['alone', 'mutation { removeBench(id: "b1") }'],
    ['in a fragment', 'mutation { ...One } fragment One on Mutation { removeBench(id: "b1") }'],
    ['beside the name of its type', 'mutation { __typename removeBench(id: "b1") }'],
  ])('and runs with one %s', async (_, query) => {
    expect(await ask(officer, query)).toMatchObject({ data: { removeBench: true }, refusals: [] });
  });

  it('while a query has as many fields as it likes', async () => {
    expect((await ask(PUBLIC, '{ a: bench(id: "b1") { id } b: bench(id: "b2") { id } }')).data).toEqual({
      a: { id: 'b1' },
      b: null,
    });
  });
});
