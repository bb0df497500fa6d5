import { describe, expect, it } from '@jest/globals';
import { committedSchemas } from './committed-schemas.js';
import { composeFrom } from './composition.js';
import { committedSupergraph, subgraphsOf } from './supergraph.js';
import { SCHEMAS } from './testing/small-city.js';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';

describe('composing the graph', () => {
  it('gives one graph of all subgraphs, whose names it keeps', () => {
    expect(subgraphsOf(composeFrom(SCHEMAS))).toEqual(['cases', 'grid']);
  });

  it('is the same whatever order the schemas come in', () => {
    expect(composeFrom({ cases: SCHEMAS.cases, grid: SCHEMAS.grid })).toBe(composeFrom(SCHEMAS));
  });

  it('refuses two subgraphs that both define a field without sharing it', () => {
    const one = `${LINK} type Query { name: String }`;
    expect(() => composeFrom({ one, other: one })).toThrow(/do not compose:\n- .*Query\.name/);
  });

  it('refuses a hint and names it: a type that two subgraphs understand differently', () => {
    const one = `${LINK} type Query { place: Place } type Place @shareable { name: String! }`;
    const other = `${LINK} type Query { spot: Place } type Place @shareable { name: String }`;
    expect(() => composeFrom({ one, other })).toThrow(/with hints:\n- .*INCONSISTENT/);
  });
});

describe('the committed supergraph', () => {
  it('is what the committed schemas compose to', () => {
    expect(committedSupergraph()).toBe(composeFrom(committedSchemas()));
  });
});
