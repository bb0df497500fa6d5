import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { BUDGETS } from '../budget/budgets.js';
import { costOf, type Variables } from './operation-cost.js';
import { fragmentsOf } from './operation-limits.rule.js';

const SCHEMA = buildSchema(`
  type Query { area: Area }
  type Area {
    name: String
    gridCoverage: Coverage
    partyCoverage: Coverage
    units(first: Int = 20): UnitConnection
    cases(first: Int = 20): CaseConnection
    grids(first: Int = 20): GridConnection
    similar(first: Int = 5): [Case!]
  }
  type Coverage { grids: Int organizations: [LevelCount!] }
  type LevelCount { level: String count: Int }
  type UnitConnection { totalCount: Int nodes: [Unit!] }
  type Unit { name: String creditCode: String }
  type CaseConnection { totalCount: Int nodes: [Case!] edges: [CaseEdge!] }
  type CaseEdge { node: Case }
  type Case { number: String status: String grid: Grid handlers: [Handler] }
  type GridConnection { totalCount: Int nodes: [Grid!] }
  type Grid { code: String name: String openCases: Int branches: [Organization!] buildings(first: Int = 50): BuildingConnection }
  type BuildingConnection { nodes: [Building!] }
  type Building { number: String openCases: Int groups: [Organization!] }
  type Organization { name: String secretary: Seat }
  type Seat { person: Person }
  type Person { displayName: String }
  union Handler = Organization | Unit
`);

describe('the cost of an operation', () => {
  it('is an object each, and a tenth for each plain value', () => {
    expect(cost('{ area { name } }')).toBe(2);
    expect(cost('{ area { gridCoverage { grids } partyCoverage { grids } } }')).toBe(4);
  });

  it('counts a page by its first: as a value, as a variable, by default, and as the largest page where it is not known', () => {
    const page = (first: string) => `query ($n: Int) { area { cases${first} { nodes { grid { name } } } } }`;
    expect(cost(page('(first: 3)'))).toBe(cost(page('(first: $n)'), { n: 3 }));
    expect(cost(page(''))).toBe(cost(page('(first: 20)')));
    expect(cost(page('(first: $n)'))).toBe(cost(page('(first: 100)')));
    expect(cost(page('(first: null)'))).toBe(cost(page('(first: 100)')));
    expect(cost(page('(first: -100)'))).toBe(cost(page('(first: 1)')));
  });

  it('counts a plain list as five, or as many as are asked for', () => {
    expect(cost('{ area { partyCoverage { organizations { level } } } }')).toBe(8);
    expect(cost('{ area { similar(first: 10) { number } } }')).toBe(12);
  });

  it('counts the nodes of a page and its edges', () => {
    expect(cost('{ area { cases(first: 10) { edges { node { number } } } } }')).toBe(23);
  });

  it('counts what fragments select, for each type of a union', () => {
    expect(
      cost(
        '{ area { cases(first: 1) { nodes { handlers { ...O ... on Unit { name } } } } } } fragment O on Organization { name }',
      ),
    ).toBe(9);
  });

  it('lets the whole picture of a community pass', () => {
    const found = cost(`{
      area {
        name gridCoverage { grids } partyCoverage { grids organizations { level count } }
        units(first: 20) { totalCount nodes { name creditCode } }
        cases(first: 5) {
          nodes { number status grid { name branches { name secretary { person { displayName } } } } }
        }
        grids(first: 50) {
          totalCount
          nodes { code openCases branches { name } buildings(first: 60) { nodes { number openCases groups { name } } } }
        }
      }
    }`);
    expect(found).toBe(20_613);
    expect(found).toBeLessThanOrEqual(BUDGETS.public.operation);
  });
});

function cost(source: string, variables: Variables = {}): number {
  const document = parse(source);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return costOf(SCHEMA, operation as OperationDefinitionNode, fragmentsOf(document), variables);
}
