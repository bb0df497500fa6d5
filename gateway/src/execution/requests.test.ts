import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { composeFrom } from '../composition.js';
import { committedSupergraph } from '../supergraph.js';
import { askedOperation } from '../testing/small-graph.js';
import { SCHEMAS } from '../testing/small-city.js';
import { Operations } from './operations.js';

const GOVERNANCE = join(import.meta.dirname, '../../../infra/local/first-query.graphql');

/** Each request of an operation: whom it asks about what, and after which others. */
function requestsOf(operations: Operations, query: string, variables: Record<string, unknown> = {}) {
  const { requests } = operations.prepare(askedOperation(query), variables);
  return requests.map(({ subgraph, parts, after, putOff }) => {
    const about = parts.map(({ paths }) => paths.map((path) => path.join('.')).join(' + '));
    return [subgraph, about, after, ...(putOff === null ? [] : [{ putOff: putOff.after }])];
  });
}

describe('the governance query', () => {
  it('asks each subgraph once for all that waits for the same, and about a grid at one time', () => {
    const operations = new Operations(committedSupergraph());
    const grids = 'area.grids.nodes.@';
    const newest = 'area.cases.nodes.@.grid';
    expect(requestsOf(operations, readFileSync(GOVERNANCE, 'utf8'))).toEqual([
      ['grid', [''], []],
      ['cases', ['area', grids, `${grids}.buildings.nodes.@`], [0]],
      ['volunteer', ['area'], [0]],
      ['organization', ['area', `${grids}.buildings.nodes.@`], [0]],
      ['organization', [newest, grids], [1], { putOff: [0] }],
      ['grid', [newest], [1]],
    ]);
  });
});

describe('the requests of an operation', () => {
  let operations: Operations;
  beforeAll(() => {
    operations = new Operations(composeFrom(SCHEMAS));
  });

  it('ask the same question about objects at several places once', () => {
    expect(
      requestsOf(operations, '{ one: area(code: "1") { openCases } other: area(code: "2") { openCases } }'),
    ).toEqual([
      ['grid', [''], []],
      ['cases', ['one + other'], [0]],
    ]);
  });

  it('ask different questions under a name each', () => {
    const query = '{ area(code: "1") { openCases children { nodes { cases { number } } } } }';
    const { requests } = operations.prepare(askedOperation(query), {});
    expect(requests[1]?.query).toBe(
      'query($representations0:[_Any!]!$representations1:[_Any!]!){_entities0:_entities(representations:$representations0){...on Area{openCases}}_entities1:_entities(representations:$representations1){...on Area{cases{number}}}}',
    );
  });

  it('leave out what is not asked for this time', () => {
    const query = 'query ($all: Boolean! = false) { area(code: "1") { name openCases @include(if: $all) } }';
    expect(requestsOf(operations, query)).toHaveLength(1);
    expect(requestsOf(operations, query, { all: true })).toHaveLength(2);
    expect(requestsOf(operations, query, { all: false })).toHaveLength(1);
  });

  it('depend on a variable by its default, whatever it is called, and not on one that is null', () => {
    const query = 'query ($valueOf: Boolean = true) { area(code: "1") { name openCases @include(if: $valueOf) } }';
    expect(requestsOf(operations, query)).toHaveLength(2);
    expect(() => requestsOf(operations, query, { valueOf: null })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });

  it("leave the caller's variables what they are called", () => {
    const asking = (name: string, more: string) =>
      `query ($${name}: Int) { area(code: "1") { cases(first: $${name}) { id } ${more} } }`;
    const { requests } = operations.prepare(
      askedOperation(asking('representations0', 'children { nodes { openCases } }')),
      {},
    );
    expect(requests[1]?.query).toContain('query($_representations0:[_Any!]!$representations0:Int$representations1:');
    expect(() => requestsOf(operations, asking('representations', ''))).toThrow('The name representations is reserved');
  });

  it('of a change come one after the other', () => {
    const query = 'mutation { note(input: { text: "x" }) { openCases } }';
    expect(requestsOf(operations, query)).toEqual([
      ['grid', [''], []],
      ['cases', ['note'], [0]],
    ]);
  });
});

describe('what was planned', () => {
  const query = (text: string) => askedOperation(`{ area(code: "1") { children(after: "${text}") { totalCount } } }`);

  it('is kept, unless it would take the place of thousands', () => {
    const operations = new Operations(composeFrom(SCHEMAS));
    const kept = (text: string) => operations.prepare(query(text), {}) === operations.prepare(query(text), {});
    expect(kept('x')).toBe(true);
    expect(kept('x'.repeat(1_000_000))).toBe(false);
  });
});
