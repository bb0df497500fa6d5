import { describe, expect, it } from '@jest/globals';
import { faultsOf, plansIn } from './plans.js';

const LOG = `linli_grid LOG:  duration: 0.123 ms  plan:
\t{
\t  "Query Text": "select code from grid",
\t  "Plan": { "Node Type": "Index Scan", "Relation Name": "grid" }
\t}
linli_cases LOG:  duration: 0.001 ms  plan:
\t{
\t  "Query Text": "begin",
\t  "Plan": { "Node Type": "Result" }
\t}
linli_cases LOG:  something else
`;

describe('the plans in a log', () => {
  it('are told with their service, statement and time; those of mere transactions are not', () => {
    const plan = { 'Node Type': 'Index Scan', 'Relation Name': 'grid' };
    expect(plansIn(LOG)).toEqual([{ service: 'grid', statement: 'select code from grid', ms: 0.123, plan }]);
  });
});

describe('the faults of a plan', () => {
  it.each([
    ['an index read', { 'Node Type': 'Index Scan', 'Relation Name': 'case' }, []],
    ['a table that grows, read whole', { 'Node Type': 'Seq Scan', 'Relation Name': 'case' }, ['reads all of case']],
    ['a table that does not grow', { 'Node Type': 'Seq Scan', 'Relation Name': 'case_category' }, []],
    ['a sort on disk', { 'Node Type': 'Sort', 'Sort Space Type': 'Disk' }, ['a sort spills']],
    ['a sort in memory', { 'Node Type': 'Sort', 'Sort Space Type': 'Memory' }, []],
    ['a hash in batches', { 'Node Type': 'Hash', 'Hash Batches': 4 }, ['a hash spills']],
  ])('are told of %s', (_, plan, faults) => {
    expect(faultsOf({ 'Node Type': 'Limit', Plans: [plan] })).toEqual(faults);
  });
});
