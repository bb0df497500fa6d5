import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { accessesIn, themselves } from '../access/access.suite.js';
import {
  COMMUNITY,
  GRID,
  officer,
  organizationSuite,
  rowsOf,
  STREET,
  streetOfficer,
  type OrganizationSuite,
} from '../organization.suite.js';
import { snapshotSources } from '../snapshot.js';

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
afterAll(() => suite.end());

const { registered } = accessesIn(() => suite);
const correct = (id: string, args: string) =>
  suite.as(streetOfficer).ask(`mutation { correctPerson(id: "${id}", ${args}) { id } }`);
const eventsOf = (ids: readonly string[]) =>
  rowsOf<{ key: string; type: string; version: number; payload: unknown }>(
    suite,
    sql`select aggregateid as key, type, version::int, payload from outbox
      where aggregatetype = 'person' and aggregateid = any(${[...ids]}) order by position`,
  );
const snapshot = async () =>
  (await snapshotSources(suite.clock)
    .find(({ kind }) => kind === 'person')
    ?.page(suite.worker.em.fork(), null, 2_000)) ?? [];

describe('the feed of people', () => {
  it('tells who looks after a person and whether they are erased, and nothing else', async () => {
    const id = await registered({ territory: GRID });
    await correct(id, `name: "欧阳小红", territory: "${STREET}"`);
    await suite.as(themselves(id)).ask(`mutation { erasePerson(id: "${id}") }`);
    expect(await eventsOf([id])).toEqual([
      { key: id, type: 'PersonRegistered', version: 1, payload: { id, territory: GRID, erased: false } },
      { key: id, type: 'PersonCorrected', version: 2, payload: { id, territory: STREET, erased: false } },
      { key: id, type: 'PersonErased', version: 3, payload: { id, territory: null, erased: true } },
    ]);
  });

  it('has everyone in the order of their ids, each as their last event told', async () => {
    const inputs = [COMMUNITY, GRID].map((territory) => ({ name: '王小明', territory }));
    const { data } = await suite
      .as(officer)
      .ask('mutation ($inputs: [RegisterPersonInput!]!) { registerPersons(inputs: $inputs) { id } }', { inputs });
    const ids = (data.registerPersons as { id: string }[]).map(({ id }) => id);
    await correct(ids[0] as string, 'phone: "13905621234"');
    const people = await snapshot();
    expect(people.map(({ key }) => key)).toEqual(people.map(({ key }) => key).toSorted());
    const last = new Map((await eventsOf(ids)).map(({ key, version, payload }) => [key, { key, version, payload }]));
    expect(people.filter(({ key }) => ids.includes(key))).toEqual(ids.map((id) => last.get(id)));
    expect(last.get(ids[0] as string)).toMatchObject({ version: 2 });
  });

  it('goes on after the last person that was read', async () => {
    await registered();
    const last = (await snapshot()).at(-1)?.key ?? null;
    const later = await registered();
    const people = snapshotSources(suite.clock).find(({ kind }) => kind === 'person');
    expect((await people?.page(suite.worker.em.fork(), last, 10))?.map(({ key }) => key)).toEqual([later]);
  });

  it('is silent about a correction that changes nothing', async () => {
    const id = await registered();
    await correct(id, `territory: "${COMMUNITY}"`);
    expect((await eventsOf([id])).map(({ type }) => type)).toEqual(['PersonRegistered']);
  });
});

describe('erasing a person', () => {
  it('forgets the keys of their own changes, and asking again with one finds them erased', async () => {
    const id = await registered();
    const keyed = suite.as(themselves(id), { idempotencyKey: 'erase-1' });
    const erase = () => keyed.ask(`mutation { erasePerson(id: "${id}") }`);
    expect((await erase()).data).toEqual({ erasePerson: true });
    expect(await rowsOf(suite, sql`select from idempotency_key where caller = ${id}`)).toEqual([]);
    expect((await erase()).data).toEqual({ erasePerson: true });
    expect((await eventsOf([id])).map(({ type }) => type)).toEqual(['PersonRegistered', 'PersonErased']);
  });
});
