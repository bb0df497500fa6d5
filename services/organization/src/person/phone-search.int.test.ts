import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { withSession } from '@linli/persistence/session-context';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { accessesIn, PHONE, themselves } from '../access/access.suite.js';
import {
  auditor,
  COMMUNITY,
  GRID,
  gridWorker,
  officer,
  officerElsewhere,
  organizationSuite,
  refusals,
  resident,
  rowsOf,
  streetOfficer,
  type OrganizationSuite,
} from '../organization.suite.js';

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
afterAll(() => suite.end());

const { registered, recordsOf } = accessesIn(() => suite);
const list = (viewer: Viewer, args = '', within = COMMUNITY) =>
  suite
    .as(viewer)
    .ask(
      `{ persons(within: "${within}" ${args}) { totalCount nodes { id displayName } pageInfo { hasNextPage endCursor } } }`,
    );
const found = async (viewer: Viewer, phone: string): Promise<string[]> =>
  (await list(viewer, `phone: "${phone}"`)).data.persons.nodes.map(({ id }: { id: string }) => id);
const searcher = (n: number) => viewerWith('COMMUNITY_OFFICER', COMMUNITY, personId(n));

describe('the people of a territory', () => {
  it('are listed page by page, by the mask, for whoever looks after them', async () => {
    const ids = [await registered(), await registered(), await registered({ territory: GRID })];
    const first = (await list(officer, 'first: 2')).data.persons;
    const rest = (await list(officer, `first: 2 after: "${first.pageInfo.endCursor}"`)).data.persons;
    expect([...first.nodes, ...rest.nodes]).toEqual(ids.map((id) => ({ id, displayName: '王**' })));
    expect([first.totalCount, first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([3, true, false]);
    expect((await list(gridWorker)).data.persons.nodes).toEqual([{ id: ids[2], displayName: '王**' }]);
  });

  it('are nobody for staff of elsewhere, and not listed for anyone else', async () => {
    expect((await list(officerElsewhere)).data.persons).toMatchObject({ totalCount: 0, nodes: [] });
    const refused = [await list(resident), await list(auditor), await list(PUBLIC)];
    expect(refused.flatMap(refusals).map(([code]) => code)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED']);
  });

  it('are listed from an index', async () => {
    const plan = await withSession(
      suite.database,
      { 'linli.person': officer.person as string, 'linli.reads': [COMMUNITY], 'linli.today': '2026-11-20' },
      async (em) => {
        await sql`set local enable_seqscan = off`.execute(em.getKysely());
        return sql`explain select id from person where territory >= ${COMMUNITY} and territory < '340705402002'
          order by territory, id limit 20`.execute(em.getKysely());
      },
    );
    expect(JSON.stringify(plan.rows)).toContain('person_territory');
  });
});

describe('a search by phone number', () => {
  it('finds exactly who has the number, however it is written', async () => {
    const id = await registered({ phone: '139-0562 7777' });
    await registered({ phone: '13905627778' });
    expect([
      await found(searcher(60), '13905627777'),
      await found(searcher(60), '+86 139 0562 7777'),
      await found(searcher(60), '1390562777'),
      await found(officerElsewhere, '13905627777'),
    ]).toEqual([[id], [id], [], []]);
  });

  it('is seen by whoever is found', async () => {
    const id = await registered({ phone: '13905626666' });
    await found(searcher(61), '13905626666');
    expect((await recordsOf(themselves(id), id)).nodes).toMatchObject([
      { purpose: 'PHONE_SEARCH', fields: ['phone'], readBy: 'community officer (天井湖社区居委会)' },
    ]);
  });

  it('follows a correction, and finds nobody who is erased', async () => {
    const id = await registered({ phone: '13905625555' });
    await suite.as(officer).ask(`mutation { correctPerson(id: "${id}", phone: "13905624444") { id } }`);
    const corrected = [await found(searcher(62), '13905625555'), await found(searcher(62), '13905624444')];
    await suite.as(officer).ask(`mutation { erasePerson(id: "${id}") }`);
    expect([...corrected, await found(searcher(62), '13905624444')]).toEqual([[], [id], []]);
  });

  it('is made 20 times an hour and no more, also at once', async () => {
    const caller = searcher(63);
    const answers = await Promise.all(Array.from({ length: 30 }, () => list(caller, 'phone: "13900000000"')));
    const refused = answers.flatMap(({ errors }) => errors);
    expect(refused.map(({ code, extensions }) => [code, extensions['until']])).toEqual(
      Array(10).fill(['RATE_LIMITED', '2026-11-20T03:00:00.000Z']),
    );
    expect((await list(caller)).errors).toEqual([]);
    expect((await list(streetOfficer, 'phone: "13900000000"')).errors).toEqual([]);
    suite.clock.set('2026-11-20T03:00:00.000Z');
    const later = await list(caller, 'phone: "13900000000"');
    suite.clock.set('2026-11-20T02:00:00.000Z');
    expect(later.errors).toEqual([]);
  });

  it('for what is no number is refused by its path, without the value', async () => {
    const { errors } = await list(searcher(64), 'phone: "call 13905621234"');
    expect(errors.map(({ code, extensions }) => [code, extensions['path']])).toEqual([['BAD_USER_INPUT', 'phone']]);
    expect(JSON.stringify(errors)).not.toContain(PHONE);
  });

  it('leaves the number in no table in the clear', async () => {
    await registered({ phone: '13905623333' });
    await found(searcher(65), '13905623333');
    const rows = await rowsOf<{ row: string }>(
      suite,
      sql`select t::text as row from person t union all select t::text from phone_search_hour t
        union all select t::text from access_record t union all select t::text from audit_entry t`,
    );
    expect(rows.filter(({ row }) => row.includes('13905623333'))).toEqual([]);
  });
});
