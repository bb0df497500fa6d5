import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { withSession } from '@linli/persistence/session-context';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { apply, COMMUNITY, NEXT_COMMUNITY, tellOf, volunteerSuite, type VolunteerSuite } from '../volunteer.suite.js';

let suite: VolunteerSuite;
beforeAll(async () => {
  suite = await volunteerSuite();
});
afterAll(() => suite.end());

const asWorker = async (query: ReturnType<typeof sql>) =>
  (await query.execute(suite.worker.em.fork().getKysely())).rows;
const kept = (person: string) =>
  asWorker(sql`select territory, erased, version::int from directory_person where id = ${person}`);
const keysOf = (person: string) => asWorker(sql`select from idempotency_key where caller = ${person}`);

it('of a person the newest that was told is kept, in whichever order', async () => {
  const person = personId(70);
  await tellOf(suite, person, { version: 2, territory: NEXT_COMMUNITY });
  await tellOf(suite, person, { version: 1 });
  await tellOf(suite, person, { version: 2 });
  expect(await kept(person)).toEqual([{ territory: NEXT_COMMUNITY, erased: false, version: 2 }]);
});

it('someone erased leaves no key of what they changed, and older news does not bring them back', async () => {
  const [person, other] = [personId(71), personId(72)];
  for (const id of [person, other]) {
    await tellOf(suite, id);
    await apply(suite.as(viewerWith('COMMUNITY_OFFICER', COMMUNITY, id), { idempotencyKey: 'k' }));
  }
  expect([await keysOf(person), await keysOf(other)].map(({ length }) => length)).toEqual([1, 1]);
  await tellOf(suite, person, { version: 3, erased: true });
  await tellOf(suite, person, { version: 2 });
  expect([await keysOf(person), await keysOf(other)].map(({ length }) => length)).toEqual([0, 1]);
  expect(await kept(person)).toEqual([{ territory: null, erased: true, version: 3 }]);
});

it('news of a person is for them and their auditors alone, and changed by no request', async () => {
  const person = personId(73);
  await tellOf(suite, person);
  const session = (settings: Record<string, string>, query: ReturnType<typeof sql>) =>
    withSession(suite.database, settings, async (em) => (await query.execute(em.getKysely())).rows.length);
  const seen = (settings: Record<string, string>) =>
    session(settings, sql`select from directory_person where id = ${person}`);
  const sessions: Record<string, string>[] = [
    {},
    { 'linli.person': personId(72) },
    { 'linli.audits': NEXT_COMMUNITY },
    { 'linli.audits': COMMUNITY },
    { 'linli.person': person },
  ];
  expect(await Promise.all(sessions.map(seen))).toEqual([0, 0, 0, 1, 1]);
  await expect(session({ 'linli.person': person }, sql`update directory_person set erased = true`)).rejects.toThrow(
    'permission denied',
  );
});
