import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { viewerWith, personId } from '@linli/testkit/viewers';
import {
  casesSuite,
  COMMUNITY,
  gridWorker,
  handler,
  neighbour,
  NEXT_BUILDING,
  officer,
  officerElsewhere,
  resident,
  type CasesSuite,
} from '../cases.suite.js';
import { movesIn } from './case-moves.suite.js';

let suite: CasesSuite;
/** In the grid worker's grid and assigned; reported anonymously; in the next grid. */
let [own, hidden, next]: string[] = [];
beforeAll(async () => {
  suite = await casesSuite();
  own = await assigned();
  suite.clock.set('2026-11-20T03:00:00.000Z');
  hidden = await assigned({ anonymous: true });
  suite.clock.set('2026-11-20T04:00:00.000Z');
  next = await reported(resident, { building: NEXT_BUILDING });
});
afterAll(() => suite.end());

const { reported, assigned } = movesIn(() => suite);
const QUERY = `query ($of: [_Any!]!, $first: Int, $after: String) { _entities(representations: $of) {
  ... on Person { reportedCases(first: $first, after: $after) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } } } }`;
const ask = (viewer: Viewer, people: (string | null)[], page: { first?: number; after?: string } = {}) =>
  suite.as(viewer).ask(QUERY, { of: people.map((id) => ({ __typename: 'Person', id })), ...page });
const listed = async (viewer: Viewer, person = resident.person) => {
  const { data } = await ask(viewer, [person]);
  const { totalCount, nodes } = data._entities[0].reportedCases as { totalCount: number; nodes: { id: string }[] };
  return { totalCount, ids: nodes.map(({ id }) => id) };
};

it('a person finds the cases that they reported, newest first', async () => {
  expect(await listed(resident)).toEqual({ totalCount: 3, ids: [next, hidden, own] });
});

it('others find those of which they may know who reported them', async () => {
  expect(await listed(officer)).toEqual({ totalCount: 2, ids: [next, own] });
  for (const viewer of [gridWorker, handler]) expect(await listed(viewer)).toEqual({ totalCount: 1, ids: [own] });
});

it.each([
  ['a neighbour', neighbour],
  ['an officer elsewhere', officerElsewhere],
  ['an analyst', viewerWith('ANALYST', COMMUNITY, personId(41))],
  ['the public', PUBLIC],
])('%s finds none, as of a person who is not there', async (_, viewer) => {
  const none = { totalCount: 0, ids: [] };
  expect([await listed(viewer), await listed(viewer, personId(999))]).toEqual([none, none]);
});

it('a list is read page by page, and by no changed cursor', async () => {
  const { reportedCases: first } = (await ask(resident, [resident.person], { first: 2 })).data._entities[0];
  const rest = await ask(resident, [resident.person], { first: 2, after: first.pageInfo.endCursor });
  expect([first.pageInfo.hasNextPage, rest.data._entities[0].reportedCases.nodes]).toEqual([true, [{ id: own }]]);
  const changed = await ask(resident, [resident.person], { after: 'bm90IG91cnM' });
  expect(changed.errors[0]?.extensions['path']).toBe('after');
});

it('the cases of 1 and of 50 people are read by the same number of statements', async () => {
  const fifty = [resident.person, ...Array.from({ length: 49 }, (_, n) => personId(600 + n))];
  const [one, many] = [await ask(officer, [resident.person]), await ask(officer, fifty)];
  // begin, settings, pages, totals, commit
  expect([one.statements.length, many.statements.length]).toEqual([5, 5]);
});
