import type { WorkName } from '../run/works.js';

/**
 * Why one operation of a work takes the requests and statements that it takes. Behind row policies a read is four statements: it
 * begins, tells who asks, reads and commits; what is public is read by one.
 */
export const REASONS: Readonly<Record<WorkName, string>> = {
  W1: 'grid: the area, its grids; cases: the newest of all grids by one read behind row policies',
  W2: 'grid: the row',
  W3: 'grid: the district, its streets, their communities, all their coverage; one each for party coverage and open cases; units: the page and the totals',
  W4: 'cases: what is checked, numbered, written, told and audited in one transaction, then one read behind row policies of what the reporter sees',
  'W5-list': 'volunteer: the page, the units of all that is on it',
  'W5-register':
    'volunteer: what is checked, written, told and audited in one transaction, then one read of what was made',
  W6: 'grid first, for the codes of all else; then cases, volunteer and organization, once each; then the names and the branches of the grids of the newest cases, which had to be known',
};
