import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@linli/domain/viewer';
import { BRANCH, casesSuite, officer, POST, resident, TODAY, type CasesSuite } from '../cases.suite.js';
import { snapshotSources } from '../snapshot.js';
import { accept, assign, movesIn, toldOf } from './case-moves.suite.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
beforeEach(() => suite.clock.set(TODAY));
afterAll(() => suite.end());

const { reported, moving, assigned, close } = movesIn(() => suite);

const told = async (id: string) =>
  (await toldOf(suite, 'disclosure', id)).map(({ version, payload }) => ({ version, payload }));
const snapshotOf = async (id: string) => {
  const source = snapshotSources.find(({ kind }) => kind === 'disclosure');
  const rows = (await source?.page(suite.worker.em.fork(), null, 1_000)) ?? [];
  return rows.filter(({ key }) => key === id).map(({ version, payload }) => ({ version, payload }));
};
const toHandlers = (handlers: string[], startsOn: string, endsOn: string | null = null) => ({
  person: resident.person,
  reason: 'CASE',
  audiences: [{ level: 'NAME', toPublic: false, territory: null, handlers, startsOn, endsOn }],
});

it('a reporter is disclosed to nobody before the case is assigned', async () => {
  const id = await reported();
  await moving(officer, accept(id));
  expect([await told(id), await snapshotOf(id)]).toEqual([[], []]);
});

it('an assigned case discloses the name of its reporter to its handlers, from that day until it is closed', async () => {
  const id = await assigned();
  const first = { version: 3, payload: toHandlers([POST], '2026-11-20') };
  expect([await told(id), await snapshotOf(id)]).toEqual([[first], [first]]);

  suite.clock.set('2026-11-22T17:00:00.000Z');
  await close(id);
  const last = { version: 7, payload: toHandlers([POST], '2026-11-20', '2026-11-23') };
  expect([await told(id), await snapshotOf(id)]).toEqual([[first, last], [last]]);
});

it('a case that is assigned anew discloses to its new handlers in place of the old', async () => {
  const id = await assigned();
  suite.clock.set('2026-11-21T02:00:00.000Z');
  await moving(
    officer,
    `assignCase(id: "${id}", handlers: [{ partyOrganization: "${BRANCH}" }, { gridPost: "${POST}" }])`,
  );
  const anew = { version: 4, payload: toHandlers([BRANCH, POST], '2026-11-21') };
  expect([(await told(id)).at(-1), await snapshotOf(id)]).toEqual([anew, [anew]]);
});

it.each([
  ['was reported anonymously', resident, { anonymous: true }],
  ['nobody reported', officer, {}],
])('a case that %s discloses nobody', async (_, by: Viewer, input) => {
  const id = await reported(by, input);
  await moving(officer, accept(id));
  await moving(officer, assign(id));
  await close(id);
  expect([await told(id), await snapshotOf(id)]).toEqual([[], []]);
});
