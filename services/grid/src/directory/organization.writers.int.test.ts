import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { withSession } from '@linli/persistence/session-context';
import { personId } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  gridSuite,
  known,
  officer,
  rowsOf,
  streetOfficer,
  TODAY,
  type GridSuite,
} from '../grid.suite.js';

let suite: GridSuite;
let grid: string;
beforeAll(async () => {
  suite = await gridSuite();
});
beforeEach(async () => {
  grid = (await changesBy(suite.as(officer)).createGrid()).data.createGrid.code;
});
afterAll(() => suite.end());

let last = 1000;
const somebody = () => personId((last += 1));
const erased = (person: string, version = 2) => known(suite.worker, [person], { erased: true, version });
const appoint = (person: string, input: Record<string, unknown> = {}, asking = {}) =>
  changesBy(suite.as(officer, asking)).appointToGrid({ person, territory: grid, ...input });
const appointed = async (person: string, input: Record<string, unknown> = {}): Promise<string> =>
  (await appoint(person, input)).data.appointToGrid.id;
const end = (post: string, endsOn: string) =>
  suite.as(officer).ask(`mutation { endGridPost(id: "${post}", endsOn: "${endsOn}") { endsOn } }`);
const asWorker = async <Row>(query: ReturnType<typeof sql<Row>>) =>
  (await query.execute(suite.worker.em.fork().getKysely())).rows;
const holdersOf = async (person: string) =>
  (await asWorker(sql`select from grid_post_holder where person = ${person}`)).length;
const eventsOf = (post: string) =>
  rowsOf(
    suite,
    sql<{ type: string; version: number; payload: Record<string, unknown> }>`
      select type, version::int, payload from outbox where aggregateid = ${post} order by position`,
  );

describe('an appointment', () => {
  it('is of somebody whom the offices of the appointer look after, and of nobody else whose id they know', async () => {
    const [stranger, elsewhere, near, next] = [somebody(), somebody(), somebody(), somebody()];
    await known(suite.worker, [elsewhere], { territory: '370114001001' });
    await known(suite.worker, [near], { territory: `${COMMUNITY}007` });
    await known(suite.worker, [next], { territory: '340705402002' });
    const refusal = [{ code: 'BAD_USER_INPUT', extensions: { path: 'input.person' } }];
    for (const person of [stranger, elsewhere, next]) expect((await appoint(person)).errors).toMatchObject(refusal);
    expect((await appoint(near)).errors).toEqual([]);
    const byTheStreet = changesBy(suite.as(streetOfficer)).appointToGrid;
    expect((await byTheStreet({ person: next, territory: grid })).errors).toEqual([]);
    expect((await byTheStreet({ person: elsewhere, territory: grid })).errors).toMatchObject(refusal);
  });

  it('is not of somebody who is erased, and nothing is filled', async () => {
    const person = somebody();
    await erased(person, 1);
    expect((await appoint(person)).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', extensions: { path: 'input.person' } },
    ]);
    expect([
      await holdersOf(person),
      await rowsOf(suite, sql`select from grid_post where territory = ${grid}`),
    ]).toEqual([0, []]);
  });

  it('leaves nobody behind who is erased at the same time', async () => {
    const people = Array.from({ length: 20 }, somebody);
    await known(suite.worker, people);
    await Promise.all(people.flatMap((person) => [appoint(person), erased(person)]));
    const held = await asWorker(sql`
      select from grid_post_holder where person in (select id from directory_person where erased)`);
    const open = await rowsOf(suite, sql`select from grid_post where territory = ${grid} and ends_on is null`);
    expect([held, open]).toEqual([[], []]);
  });
});

describe('somebody who is erased', () => {
  it('holds their posts no more; those that were held end with today, those to come never begin, and the other services hear of it', async () => {
    const person = somebody();
    await known(suite.worker, [person]);
    const post = await appointed(person);
    const toCome = await appointed(person, { startsOn: '2026-12-01' });
    const former = await appointed(person);
    await end(former, '2026-06-30');
    await erased(person);
    expect(await holdersOf(person)).toBe(0);
    const last = async (id: string) => {
      const event = (await eventsOf(id)).at(-1);
      return [event?.type, event?.version, event?.payload['endsOn'], event?.payload['person']];
    };
    expect([await last(post), await last(toCome), await last(former)]).toEqual([
      ['GridPostEnded', 2, TODAY, null],
      ['GridPostEnded', 2, '2026-11-30', null],
      ['GridPostVacated', 3, '2026-06-30', null],
    ]);
  });

  it('is disclosed by no post any more', async () => {
    const person = somebody();
    await known(suite.worker, [person]);
    const post = await appointed(person);
    await suite.as(officer).ask(`mutation { publiciseRoster(grid: "${grid}", on: "${TODAY}") { id } }`);
    await erased(person);
    expect((await eventsOf(post)).at(-1)).toEqual({
      type: 'DisclosureChanged',
      version: 3,
      payload: { person: null, reason: 'GRID_POST', audiences: [] },
    });
  });

  it('leaves posts that are neither prolonged nor put on a roster', async () => {
    const person = somebody();
    await known(suite.worker, [person]);
    const post = await appointed(person);
    await erased(person);
    expect((await end(post, '2026-12-31')).errors).toMatchObject([
      { code: 'GRID_POST_HAS_ENDED', extensions: { endsOn: TODAY } },
    ]);
    const { data } = await suite
      .as(officer)
      .ask(`mutation { publiciseRoster(grid: "${grid}", on: "${TODAY}") { id } }`);
    expect(data.publiciseRoster).toEqual([]);
  });

  it('leaves no key of what they changed', async () => {
    const person = somebody();
    await known(suite.worker, [person]);
    const roles = [{ role: 'COMMUNITY_OFFICER', territory: COMMUNITY } as const];
    await changesBy(suite.as({ person, roles }, { idempotencyKey: 'k' })).createGrid();
    const keys = () => asWorker(sql`select from idempotency_key where caller = ${person}`);
    expect(await keys()).toHaveLength(1);
    await erased(person);
    expect(await keys()).toEqual([]);
  });
});

describe('news of a person', () => {
  it('that is told again, or is older than what is known, changes nothing', async () => {
    const person = somebody();
    await known(suite.worker, [person]);
    const post = await appointed(person);
    await erased(person, 5);
    await erased(person, 5);
    await known(suite.worker, [person], { version: 4 });
    expect(
      await asWorker(sql`select territory, erased, version::int from directory_person where id = ${person}`),
    ).toEqual([{ territory: null, erased: true, version: 5 }]);
    expect((await eventsOf(post)).map(({ type }) => type)).toEqual(['GridPostFilled', 'GridPostEnded']);
  });

  it('is kept from every request that is not about them, and changed by none', async () => {
    const person = somebody();
    await known(suite.worker, [person]);
    const seen = (settings: Record<string, string>) =>
      withSession(suite.database, settings, async (em) => {
        const { rows } = await sql`select id from directory_person where id = ${person}`.execute(em.getKysely());
        return rows.length;
      });
    const sessions: Record<string, string>[] = [
      {},
      { 'linli.reads': COMMUNITY, 'linli.changes': COMMUNITY },
      { 'linli.audits': '3701' },
      { 'linli.audits': COMMUNITY },
      { 'linli.person': person },
      { 'linli.subjects': person },
    ];
    expect(await Promise.all(sessions.map(seen))).toEqual([0, 0, 0, 1, 1, 1]);
    const written = (change: ReturnType<typeof sql>) =>
      withSession(suite.database, { 'linli.subjects': person }, (em) => change.execute(em.getKysely()));
    await expect(written(sql`update directory_person set version = 9 where id = ${person}`)).rejects.toThrow(
      'row-level security',
    );
    await expect(written(sql`update directory_person set erased = true where id = ${person}`)).rejects.toThrow(
      'permission denied',
    );
  });
});
