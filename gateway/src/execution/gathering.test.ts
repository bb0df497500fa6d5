import { describe, expect, it } from '@jest/globals';
import { SubgraphErrors } from '../gateway.errors.js';
import { SCHEMAS } from '../testing/small-city.js';
import { smallGraph, type Answering } from '../testing/small-graph.js';

const AREAS = '{ areas { nodes { name openCases parent { openCases } } } }';

/** Two areas below one other. */
const GRID: Answering = () => {
  const area = (code: string) => ({ __typename: 'Area', code, name: code, parent: { __typename: 'Area', code: '0' } });
  return { data: { areas: { nodes: [area('1'), area('2')] } } };
};

const CASES: Answering = ({ variables }) => {
  const told = variables['representations'] as { code: string }[];
  return { data: { _entities: told.map(({ code }) => ({ openCases: Number(code) })) } };
};

describe('an object that stands at several places', () => {
  it('is told to a subgraph once, and what is said of it stands at each', async () => {
    const graph = await smallGraph(SCHEMAS, { grid: GRID, cases: CASES });
    const { data } = await graph.ask(AREAS);
    expect(data).toEqual({
      areas: {
        nodes: [
          { name: '1', openCases: 1, parent: { openCases: 0 } },
          { name: '2', openCases: 2, parent: { openCases: 0 } },
        ],
      },
    });
    expect(graph.heard[1]?.variables).toEqual({
      representations: ['1', '2', '0'].map((code) => ({ __typename: 'Area', code })),
    });
  });

  it('has its error at each', async () => {
    const refused = { message: 'not you', path: ['_entities', 2, 'openCases'], extensions: { code: 'FORBIDDEN' } };
    const cases: Answering = () => ({ data: { _entities: [null, null, { openCases: null }] }, errors: [refused] });
    const { errors } = await (await smallGraph(SCHEMAS, { grid: GRID, cases })).ask(AREAS);
    expect(errors?.map(({ path }) => path?.join('.'))).toEqual([
      'areas.nodes.0.parent.openCases',
      'areas.nodes.1.parent.openCases',
    ]);
  });
});

describe('two objects of which the same is said', () => {
  const FEDERATION = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
  const THREE = {
    places: `${FEDERATION} type Query { area(code: ID!): Area } type Area @key(fields: "code") { code: ID! }`,
    matters: `${FEDERATION}
      type Area @key(fields: "code") { code: ID! newest: Grid } type Grid @key(fields: "code") { code: ID! }`,
    people: `${FEDERATION} type Grid @key(fields: "code") { code: ID! leader: String helper: String }`,
  };

  it('have each what is asked of what stands within it, though under one name', async () => {
    const area = { __typename: 'Area', code: '0' };
    const graph = await smallGraph(THREE, {
      places: () => ({ data: { one: { ...area }, other: { ...area } } }),
      matters: () => ({ data: { _entities: [{ newest: { __typename: 'Grid', code: '1' } }] } }),
      people: () => ({ data: { _entities0: [{ who: '王' }], _entities1: [{ who: '李' }] } }),
    });
    const query =
      '{ one: area(code: "0") { newest { who: leader } } other: area(code: "0") { newest { who: helper } } }';
    expect((await graph.ask(query)).data).toEqual({ one: { newest: { who: '王' } }, other: { newest: { who: '李' } } });
  });
});

it('an object is told without what only a part that is left out needs', async () => {
  const FEDERATION =
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])';
  const people = `${FEDERATION} type Query { owner: Owner } type Owner @key(fields: "id") { id: ID! street: String }`;
  const letters = `${FEDERATION}
    type Owner @key(fields: "id") { id: ID! cats: Int street: String @external greeting: String @requires(fields: "street") }`;
  const graph = await smallGraph(
    { people, letters },
    {
      people: () => ({ data: { owner: { __typename: 'Owner', id: '1' } } }),
      letters: () => ({ data: { _entities: [{ cats: 2 }] } }),
    },
  );
  const query = 'query ($all: Boolean!) { owner { cats } owner @include(if: $all) { greeting } }';
  expect((await graph.ask(query, { all: false })).data).toEqual({ owner: { cats: 2 } });
});

describe('a subgraph that does not answer', () => {
  it('is a missing part, told with its place up to the first list', async () => {
    const cases: Answering = () => {
      throw SubgraphErrors.cases({ subgraph: 'cases' });
    };
    const { data, errors } = await (
      await smallGraph(SCHEMAS, { grid: GRID, cases })
    ).ask('{ areas { nodes { name openCases } } }');
    expect(data).toEqual({
      areas: {
        nodes: [
          { name: '1', openCases: null },
          { name: '2', openCases: null },
        ],
      },
    });
    expect(errors).toMatchObject([{ path: ['areas', 'nodes'], originalError: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
  });

  it('is not asked about what another did not tell of', async () => {
    const grid: Answering = () => ({ data: { area: null } });
    const graph = await smallGraph(SCHEMAS, { grid, cases: CASES });
    expect((await graph.ask('{ area(code: "1") { openCases } }')).data).toEqual({ area: null });
    expect(graph.heard).toHaveLength(1);
  });
});

describe('what a subgraph can be asked before it is asked about the same type again', () => {
  const FEDERATION = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
  const THREE = {
    places: `${FEDERATION}
      type Query { area: Area } type Area @key(fields: "code") { code: ID! grids: [Grid!] } type Grid @key(fields: "code") { code: ID! }`,
    matters: `${FEDERATION}
      type Area @key(fields: "code") { code: ID! newest: Grid } type Grid @key(fields: "code") { code: ID! }`,
    people: `${FEDERATION}
      type Grid @key(fields: "code") { code: ID! leader: String branches: Int }`,
  };
  const QUERY = '{ area { grids { branches } newest { leader } } }';
  const WHOLE = { area: { grids: [{ branches: 2 }, { branches: 2 }], newest: { leader: '王' } } };
  const grid = (code: string) => ({ __typename: 'Grid', code });
  const places: Answering = () => ({
    data: { area: { __typename: 'Area', code: '0', grids: [grid('1'), grid('2')] } },
  });
  const newest = { data: { _entities: [{ newest: grid('1') }] } };
  const people: Answering = ({ variables: { representations0: leaders, representations1: branches } }) => ({
    data: {
      _entities0: (leaders as unknown[]).map(() => ({ leader: '王' })),
      _entities1: (branches as unknown[]).map(() => ({ branches: 2 })),
    },
  });

  it('waits to be asked along, so that no object is fetched twice', async () => {
    const graph = await smallGraph(THREE, { places, matters: () => newest, people });
    expect((await graph.ask(QUERY)).data).toEqual(WHOLE);
    expect(graph.heard.map(({ subgraph }) => subgraph)).toEqual(['places', 'matters', 'people']);
  });

  it('does not wait for a subgraph that hangs', async () => {
    const asked = Promise.withResolvers<typeof newest>();
    const graph = await smallGraph(THREE, {
      places,
      matters: () => asked.promise,
      people: (question) => {
        asked.resolve(newest);
        return people(question);
      },
    });
    expect((await graph.ask(QUERY)).data).toEqual(WHOLE);
    expect(graph.heard.map(({ subgraph }) => subgraph)).toEqual(['places', 'matters', 'people', 'people']);
  });
});

describe('what a subgraph says against its schema', () => {
  it.each([
    ['null for what is never null', { code: '1', name: null }, ['name']],
    ['a number for a text', { code: '1', name: 1 }, ['name']],
    ['nothing at all', { code: '1' }, ['name']],
    ['a list for an object', [], []],
  ])('is a gap with an error: %s', async (_, area, within) => {
    const grid: Answering = () => ({ data: { areas: { nodes: [{ code: '0', name: '0' }, area] } } });
    const { data, errors } = await (
      await smallGraph(SCHEMAS, { grid, cases: CASES })
    ).ask('{ areas { nodes { name } } }');
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      { path: ['areas', 'nodes', 1, ...within], originalError: { code: 'INTERNAL_SERVER_ERROR' } },
    ]);
  });

  it.each([
    ['of no objects', {}],
    ['of fewer objects than it was told of', { _entities: [{ openCases: 1 }] }],
    ['of more', { _entities: [{ openCases: 1 }, { openCases: 2 }, { openCases: 3 }] }],
  ])('%s, is a missing part and a defect', async (_, data) => {
    const graph = await smallGraph(SCHEMAS, { grid: GRID, cases: () => ({ data }) });
    const answer = await graph.ask('{ areas { nodes { openCases } } }');
    expect(answer.data).toEqual({ areas: { nodes: [{ openCases: null }, { openCases: null }] } });
    expect(answer.errors?.map(({ path }) => path)).toEqual([['areas', 'nodes']]);
  });

  it.each([
    ['an object of another type', '{ area(code: "1") { name } }', { area: { __typename: 'Case', name: '1' } }],
    ['one that its union does not have', '{ handler { ... on Area { name } } }', { handler: { __typename: 'Case' } }],
  ])('%s, is a gap', async (_, query, told) => {
    const grid = `${SCHEMAS.grid} union Handler = Area extend type Query { handler: Handler }`;
    const graph = await smallGraph({ ...SCHEMAS, grid }, { grid: () => ({ data: told }), cases: CASES });
    const { data, errors } = await graph.ask(query);
    expect(Object.values(data ?? {})).toEqual([null]);
    expect(errors).toHaveLength(1);
  });

  it('of a place that is none, is an error without it', async () => {
    const told = {
      message: 'no',
      path: ['_entities', 0, { secret: '13800000000' }],
      extensions: { code: 'NOT_TODAY' },
    };
    const cases: Answering = () => ({ data: { _entities: [null, null] }, errors: [told as never] });
    const { errors } = await (
      await smallGraph(SCHEMAS, { grid: GRID, cases })
    ).ask('{ areas { nodes { openCases } } }');
    expect(errors?.map(({ path }) => path)).toEqual([['areas', 'nodes']]);
  });

  it('of the schema itself, stays with the gateway', async () => {
    const grid: Answering = () => ({ data: { t: { secret: '13800000000' }, area: { name: 'Area' } } });
    const graph = await smallGraph(SCHEMAS, { grid, cases: CASES });
    const { data } = await graph.ask('{ t: __type(name: "Area") { name } area(code: "1") { name } }');
    expect(data).toEqual({ t: { name: 'Area' }, area: { name: 'Area' } });
  });

  it('more than was asked for, stays with the gateway', async () => {
    const grid: Answering = () => ({ data: { area: { code: '1', name: 'Area', secret: '13800000000' } } });
    const { data } = await (await smallGraph(SCHEMAS, { grid, cases: CASES })).ask('{ area(code: "1") { name } }');
    expect(data).toEqual({ area: { name: 'Area' } });
  });
});

it('names that every object has can be asked for, and are nothing where nothing is said', async () => {
  const grid: Answering = () => ({ data: { valueOf: { toString: 'Area' } } });
  const graph = await smallGraph(SCHEMAS, { grid, cases: CASES });
  const { data } = await graph.ask('{ valueOf: area(code: "1") { toString: name hasOwnProperty: parent { code } } }');
  expect(data).toEqual({ valueOf: { toString: 'Area', hasOwnProperty: null } });
});

it('the schema itself is told by the gateway, beside what subgraphs say', async () => {
  const graph = await smallGraph(SCHEMAS, { grid: GRID, cases: CASES });
  const query =
    'query ($name: String!) { ...Types areas { nodes { name } } } fragment Types on Query { __type(name: $name) { kind } __typename }';
  const { data } = await graph.ask(query, { name: 'Area' });
  expect(data).toEqual({
    __type: { kind: 'OBJECT' },
    __typename: 'Query',
    areas: { nodes: [{ name: '1' }, { name: '2' }] },
  });
  expect(graph.heard).toHaveLength(1);
});
