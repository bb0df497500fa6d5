import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  BRANCH,
  casesSuite,
  COMMUNITY,
  gridWorker,
  handler,
  officer,
  POST,
  report,
  type CasesSuite,
} from '../cases.suite.js';
import { accept, assign, movesIn, rowsOf, toldOf } from '../case/case-moves.suite.js';
import { snapshotSources } from '../snapshot.js';

let suite: CasesSuite;
beforeAll(async () => {
  suite = await casesSuite();
});
afterAll(() => suite.end());

const { moving, close } = movesIn(() => suite);
let people = 500;
const somebody = () => viewerWith('RESIDENT', COMMUNITY, personId((people += 1)));
const told = (id: string | null, version: number, erased: boolean) => ({
  key: id ?? '',
  version,
  payload: { id, territory: erased ? null : COMMUNITY, erased },
});
const erase = (id: string | null, version = 2) => suite.hear('person', [told(id, version, true)]);
const assigned = async (by = somebody()) => {
  const id = (await report(suite.as(by))).data.reportCase.id as string;
  await moving(officer, accept(id));
  await moving(officer, assign(id));
  await moving(handler, `respondToReporter(id: "${id}", message: "今天下午")`);
  return { by, id };
};
const kept = async (id: string) => {
  const query = `{ case(id: "${id}") { number status description reporter { id } timeline { action note } } }`;
  return (await suite.as(gridWorker).ask(query)).data.case;
};
const keyOf = async (id: string) =>
  rowsOf(
    suite,
    sql`select description is null as textless, record_key is null as keyless from "case" where id = ${id}`,
  );

describe('a person who is erased', () => {
  it('has reported no case any more; the text of a closed one is gone for good, and its history stays', async () => {
    const { by, id } = await assigned();
    await close(id);
    await erase(by.person);
    expect(await kept(id)).toMatchObject({
      status: 'CLOSED',
      description: null,
      reporter: null,
      timeline: [null, 'ACCEPT', 'ASSIGN', 'RESPOND', 'START', 'RESPOND', 'RESOLVE', 'CLOSE'].map((action) => ({
        action,
        note: null,
      })),
    });
    expect(await keyOf(id)).toEqual([{ textless: true, keyless: true }]);
    expect((await suite.as(by).ask(`{ case(id: "${id}") { description } }`)).data.case).toMatchObject({
      description: null,
    });
  });

  it('leaves the text of an open case to its handlers until it is closed', async () => {
    const { by, id } = await assigned();
    await erase(by.person);
    expect(await kept(id)).toMatchObject({ description: '已经堆了两天，请来电 13800138000。', reporter: null });
    await close(id);
    expect(await kept(id)).toMatchObject({ status: 'CLOSED', description: null });
    expect(await keyOf(id)).toEqual([{ textless: true, keyless: true }]);
  });

  it('is disclosed by their cases no more', async () => {
    const [open, closed] = [await assigned(), await assigned()];
    await close(closed.id);
    await suite.hear('person', [told(open.by.person, 2, true), told(closed.by.person, 2, true)]);
    const nothing = { person: null, reason: 'CASE', audiences: [] };
    for (const { id } of [open, closed]) {
      const events = await toldOf(suite, 'disclosure', id);
      expect(events.at(-1)).toMatchObject({ type: 'DisclosureChanged', payload: nothing });
      expect(events.at(-1)?.version).toBeGreaterThan(events.at(-2)?.version ?? 0);
    }
    const source = snapshotSources.find(({ kind }) => kind === 'disclosure');
    const rows = (await source?.page(suite.worker.em.fork(), null, 1_000)) ?? [];
    expect(rows.filter(({ key }) => [open.id, closed.id].includes(key))).toEqual([]);
  });

  it('acts for nobody, also when the feeds tell of their seat and post again', async () => {
    const id = personId((people += 1));
    const seat = {
      organization: BRANCH,
      person: id,
      title: 'SECRETARY',
      startsOn: '2026-01-01',
      endsOn: null,
      area: COMMUNITY,
    };
    const post = { role: 'GRID_WORKER', territory: `${COMMUNITY}001`, grid: `${COMMUNITY}001`, building: null };
    const hear = async (version: number) => {
      await suite.hear('seat', [{ key: personId(people + 3_000), version, payload: seat }]);
      const payload = { ...post, startsOn: '2026-01-01', endsOn: null, person: id };
      await suite.hear('gridPost', [{ key: personId(people + 4_000), version, payload }]);
    };
    const held = () =>
      rowsOf(
        suite,
        sql`select 'seat' as what from directory_seat where person = ${id}
          union all select 'post' from directory_grid_post_holder where person = ${id}`,
      );
    await hear(1);
    expect(await held()).toHaveLength(2);
    await erase(id);
    expect(await held()).toEqual([]);
    await hear(2);
    expect(await held()).toEqual([]);
  });

  it('leaves no key of a change behind', async () => {
    const by = somebody();
    await report(suite.as(by, { idempotencyKey: 'phone-1' }));
    const keys = () => rowsOf(suite, sql`select from idempotency_key where caller = ${by.person}`);
    expect(await keys()).toHaveLength(1);
    await erase(by.person);
    expect(await keys()).toEqual([]);
  });

  it('reports nothing with a token from before', async () => {
    const by = somebody();
    await erase(by.person);
    const { data, errors } = await report(suite.as(by));
    expect([data, errors.map(({ code }) => code)]).toEqual([null, ['PERSON_ERASED']]);
    expect(await rowsOf(suite, sql`select from "case" where reporter = ${by.person}`)).toEqual([]);
  });

  it('leaves no case behind that they were reporting at that time', async () => {
    const by = somebody();
    await suite.hear('person', [told(by.person, 1, false)]);
    const gate = suite.worker.em.fork();
    await gate.begin();
    // The report of a case ends with its count, which another transaction holds here.
    await gate.execute(`lock table open_case_count in exclusive mode`);
    const waiting = async (locktype: string) => {
      const locks = sql`select from pg_locks where not granted and locktype = ${locktype}
        and database = (select oid from pg_database where datname = current_database())`;
      return (await rowsOf(suite, locks)).length > 0;
    };
    const reporting = report(suite.as(by));
    while (!(await waiting('relation')));
    let isErased = false;
    const erasing = erase(by.person).then(() => (isErased = true));
    while (!isErased && !(await waiting('advisory')));
    await gate.commit();
    await Promise.all([reporting, erasing]);
    expect(
      await rowsOf(
        suite,
        sql`select reporter, reporter_erased from "case" where id = ${(await reporting).data.reportCase.id}`,
      ),
    ).toEqual([{ reporter: null, reporter_erased: true }]);
  });

  it('stays erased when the feed tells of them as they were before, and is erased once', async () => {
    const { by, id } = await assigned();
    await erase(by.person, 5);
    const before = await toldOf(suite, 'disclosure', id);
    await suite.hear('person', [told(by.person, 4, false)]);
    await erase(by.person, 5);
    expect(await toldOf(suite, 'disclosure', id)).toEqual(before);
    expect(await rowsOf(suite, sql`select territory, erased from directory_person where id = ${by.person}`)).toEqual([
      { territory: null, erased: true },
    ]);
  });
});

it('a person of whom an older organization told no more than that they are erased is erased', async () => {
  const { by, id } = await assigned();
  await suite.hear('person', [{ key: by.person ?? '', version: 2, payload: { id: by.person } }]);
  expect((await kept(id)).reporter).toBeNull();
});

it('the post of whoever handled a case is theirs no more, and the case is still its post’s', async () => {
  const { id } = await assigned();
  const { data } = await suite.as(officer).ask(`{ case(id: "${id}") { handlers { ... on GridPost { id } } } }`);
  expect(data.case.handlers).toEqual([{ id: POST }]);
});
