import { OFFICERS } from '@linli/domain/viewer';
import type { PermissionTable } from '@linli/subgraph/permissions';

const COUNTS = 'Counts of public kinds are public; private kinds are counted for the staff of the place alone.';
const ROWS =
  'Row policies decide: staff of the territory, the reporter, its handlers; residents know public kinds of their own community.';
const LOOP = 'The territory’s officers steer the loop; who handles a case does not judge it.';
const HANDLING = 'Handled by its handlers, whoever they are, and by officers of its territory.';

/** Who may come in at each entrance of cases, from the matrix in the domain's description. */
export const permissions = {
  'Query.case': { who: 'ANYONE', where: 'ROWS', reason: ROWS },
  'Query.caseByNumber': { who: 'ANYONE', where: 'ROWS', reason: ROWS },
  'Query.cases': { who: 'ANYONE', where: 'ROWS', reason: ROWS },
  'Query.caseCategories': {
    who: 'ANYONE',
    where: 'ANYWHERE',
    reason: 'Whoever reports has to know what can be reported.',
  },
  'Mutation.reportCase': {
    who: ['RESIDENT', 'GRID_WORKER', ...OFFICERS],
    where: 'TERRITORY',
    reason: 'Residents report in their own community, staff in their territory.',
  },
  'Mutation.acceptCase': { who: OFFICERS, where: 'TERRITORY', reason: LOOP },
  'Mutation.assignCase': { who: OFFICERS, where: 'TERRITORY', reason: LOOP },
  'Mutation.startCase': { who: 'SIGNED_IN', where: 'ROWS', reason: HANDLING },
  'Mutation.respondToReporter': { who: 'SIGNED_IN', where: 'ROWS', reason: HANDLING },
  'Mutation.resolveCase': { who: 'SIGNED_IN', where: 'ROWS', reason: HANDLING },
  'Mutation.closeCase': { who: OFFICERS, where: 'TERRITORY', reason: LOOP },
  'Mutation.defineCaseCategory': {
    who: ['ADMINISTRATOR'],
    where: 'ANYWHERE',
    reason: 'Categories are settings of the whole city: the role is held for a city or above.',
  },
  'Area.cases': { who: 'ANYONE', where: 'ROWS', reason: ROWS },
  'Area.openCases': { who: 'ANYONE', where: 'ROWS', reason: COUNTS },
  'Grid.cases': { who: 'ANYONE', where: 'ROWS', reason: ROWS },
  'Grid.openCases': { who: 'ANYONE', where: 'ROWS', reason: COUNTS },
  'Building.openCases': { who: 'ANYONE', where: 'ROWS', reason: COUNTS },
  'Person.heldInCases': {
    who: 'ANYONE',
    where: 'ROWS',
    reason: 'Row policies decide: the person and the auditors of their territory; nothing for others.',
  },
  'Person.reportedCases': {
    who: 'ANYONE',
    where: 'ROWS',
    reason: 'The person; staff and handlers find those that were not reported anonymously, others none.',
  },
  'Case.__resolveReference': { who: 'ANYONE', where: 'ROWS', reason: ROWS },
  'CaseCategory.__resolveReference': { who: 'ANYONE', where: 'ANYWHERE', reason: 'Categories are public.' },
  'Person.__resolveReference': {
    who: 'ANYONE',
    where: 'ANYWHERE',
    reason: 'A reference says nothing of a person; organization answers whether there is one for the caller.',
  },
  'Area.__resolveReference': {
    who: 'ANYONE',
    where: 'ANYWHERE',
    reason: 'Places are public; grid answers whether one exists.',
  },
  'Grid.__resolveReference': {
    who: 'ANYONE',
    where: 'ANYWHERE',
    reason: 'Places are public; grid answers whether one exists.',
  },
  'Building.__resolveReference': {
    who: 'ANYONE',
    where: 'ANYWHERE',
    reason: 'Places are public; grid answers whether one exists.',
  },
} as const satisfies PermissionTable;
