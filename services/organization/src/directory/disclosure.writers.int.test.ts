import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { newId } from '@linli/persistence/columns';
import { withSession } from '@linli/persistence/session-context';
import { recordingStatements } from '@linli/persistence/statements';
import { accessesIn, themselves } from '../access/access.suite.js';
import {
  changesBy,
  COMMUNITY,
  ELSEWHERE,
  everywhere,
  GRID,
  idOf,
  officer,
  officerElsewhere,
  organizationSuite,
  resident,
  residentElsewhere,
  rowsOf,
  UNIT,
  UNIT_NOT_CONFIRMED,
  type OrganizationSuite,
} from '../organization.suite.js';
import { casesDirectory } from './cases.writers.js';
import { disclosed, tell } from './feed.suite.js';
import { gridDirectory } from './grid.writers.js';

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
afterAll(() => suite.end());

const { registered } = accessesIn(() => suite);
const registeredElsewhere = () => idOf(changesBy(suite.as(everywhere)).register({ territory: ELSEWHERE }));
const toUnit = { handlers: [UNIT] };
const ofUnit: Viewer = { person: null, roles: [{ role: 'UNIT_REPRESENTATIVE', unit: UNIT }] };
const ofAnotherUnit: Viewer = { person: null, roles: [{ role: 'UNIT_REPRESENTATIVE', unit: UNIT_NOT_CONFIRMED }] };

const fromCase = (...rows: ReturnType<typeof disclosed>[]) => tell(suite, casesDirectory, 'disclosure', rows);
const fromPost = (...rows: ReturnType<typeof disclosed>[]) => tell(suite, gridDirectory, 'disclosure', rows);
/** What a viewer is shown of a person; null where they are not there. */
const shown = async (viewer: Viewer, id: string): Promise<string | null> =>
  (await suite.as(viewer).ask(`{ person(id: "${id}") { displayName } }`)).data.person?.displayName ?? null;
const kept = (person: string) =>
  rowsOf<{ level: string; origin: string; source: string }>(
    suite,
    sql`select level, origin, source from disclosure where person = ${person} order by level`,
  );

describe('a publicised post', () => {
  it('shows its holder’s mask to everyone and their name to its community, on its days', async () => {
    const id = await registeredElsewhere();
    const place = { territory: COMMUNITY, startsOn: '2026-11-20', endsOn: '2026-11-20' };
    await fromPost(disclosed(newId(), 1, id, [{ ...place, level: 'MASK', toPublic: true }, place], 'GRID_POST'));
    const seen = () => Promise.all([PUBLIC, residentElsewhere, resident, officer].map((viewer) => shown(viewer, id)));
    expect(await seen()).toEqual(['王**', '王**', '王小明', '王小明']);
    suite.clock.set('2026-11-21T02:00:00.000Z');
    expect(await seen()).toEqual([null, null, null, '王**']);
    suite.clock.set('2026-11-20T02:00:00.000Z');
  });
});

describe('an assigned case', () => {
  const seated = async (title: string, endsOn: string | null = null) => {
    const by = changesBy(suite.as(everywhere));
    const organization = await idOf(by.found({ area: ELSEWHERE }));
    const person = await registeredElsewhere();
    await idOf(by.appoint({ person, partyOrganization: organization, title, endsOn }));
    return { organization, person: themselves(person) };
  };
  const posted = async (startsOn: string, endsOn: string | null) => {
    const [post, person] = [newId(), await registeredElsewhere()];
    await tell(suite, gridDirectory, 'gridPost', [{ key: post, version: 1, payload: { person, startsOn, endsOn } }]);
    return { post, person: themselves(person) };
  };

  it('tells the reporter’s name to whoever acts for one of its handlers, and to nobody else', async () => {
    const [secretary, member, former] = [
      await seated('SECRETARY'),
      await seated('COMMITTEE_MEMBER'),
      await seated('DIRECTOR', '2026-11-19'),
    ];
    const [worker, earlier, later] = [
      await posted('2026-11-20', null),
      await posted('2026-01-01', '2026-11-19'),
      await posted('2026-11-21', null),
    ];
    const handlers = [
      UNIT,
      ...[secretary, member, former].map(({ organization }) => organization),
      ...[worker, earlier, later].map(({ post }) => post),
    ];
    const id = await registered({ territory: COMMUNITY });
    await fromCase(disclosed(newId(), 1, id, [{ handlers }]));
    const acting = [ofUnit, secretary.person, worker.person];
    expect(await Promise.all(acting.map((viewer) => shown(viewer, id)))).toEqual(['王小明', '王小明', '王小明']);
    const others = [ofAnotherUnit, member.person, former.person, earlier.person, later.person, PUBLIC, resident];
    expect(await Promise.all(others.map((viewer) => shown(viewer, id)))).toEqual(others.map(() => null));
    expect(await shown(officer, id)).toBe('王**');
  });

  it('tells it to the holder of a post no more once the post is another’s', async () => {
    const { post, person } = await posted('2026-01-01', null);
    const id = await registered();
    await fromCase(disclosed(newId(), 1, id, [{ handlers: [post] }]));
    expect(await shown(person, id)).toBe('王小明');
    const vacant = { key: post, version: 2, payload: { person: null, startsOn: '2026-01-01', endsOn: '2026-11-20' } };
    await tell(suite, gridDirectory, 'gridPost', [vacant]);
    await tell(suite, gridDirectory, 'gridPost', [
      { key: post, version: 1, payload: { person: person.person, startsOn: '2026-01-01', endsOn: null } },
    ]);
    expect(await shown(person, id)).toBeNull();
  });

  it('tells it from the day of its assignment to the day on which it is closed', async () => {
    const id = await registered();
    await fromCase(disclosed(newId(), 1, id, [{ ...toUnit, startsOn: '2026-11-20', endsOn: '2026-11-21' }]));
    const on: (string | null)[] = [];
    for (const day of ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22']) {
      suite.clock.set(`${day}T02:00:00.000Z`);
      on.push(await shown(ofUnit, id));
    }
    suite.clock.set('2026-11-20T02:00:00.000Z');
    expect(on).toEqual([null, '王小明', '王小明', null]);
  });
});

describe('what a source discloses', () => {
  it('replaces all that it disclosed before, and nothing of another', async () => {
    const [id, source, other] = [await registered(), newId(), newId()];
    const organization = await idOf(changesBy(suite.as(officer)).found());
    const seat = await idOf(changesBy(suite.as(officer)).appoint({ person: id, partyOrganization: organization }));
    await fromCase(
      disclosed(source, 1, id, [toUnit, { handlers: [UNIT_NOT_CONFIRMED] }]),
      disclosed(other, 1, id, [toUnit]),
    );
    await fromPost(disclosed(source, 1, id, [{ territory: COMMUNITY }]));
    await fromCase(disclosed(source, 2, id, [{ ...toUnit, level: 'MASK' }]));
    expect(await kept(id)).toEqual(
      expect.arrayContaining([
        { level: 'MASK', origin: 'cases', source },
        { level: 'NAME', origin: 'cases', source: other },
        { level: 'NAME', origin: 'grid', source },
        { level: 'MASK', origin: 'organization', source: seat },
        { level: 'NAME', origin: 'organization', source: seat },
      ]),
    );
    expect(await kept(id)).toHaveLength(5);
  });

  it('passes from one person to another', async () => {
    const [id, next, source] = [await registered(), await registered(), newId()];
    await fromCase(disclosed(source, 1, id, [toUnit]));
    await fromCase(disclosed(source, 2, next, [toUnit]));
    expect([await kept(id), await kept(next)]).toEqual([[], [{ level: 'NAME', origin: 'cases', source }]]);
  });

  it.each([
    ['no person', null, [toUnit]],
    ['no audience', 'THEM', []],
    ['an audience that is nobody', 'THEM', [{}]],
  ])('is nothing with %s, and nothing older brings it back', async (_, person, audiences) => {
    const [id, source] = [await registered(), newId()];
    await fromCase(disclosed(source, 1, id, [toUnit]));
    await fromCase(disclosed(source, 2, person === null ? null : id, audiences));
    await fromCase(disclosed(source, 1, id, [toUnit]));
    expect(await kept(id)).toEqual([]);
  });

  it('told again, or by two processes at once, is there once', async () => {
    const [id, source] = [await registered(), newId()];
    const page = Array.from({ length: 20 }, (_, at) => disclosed(at === 0 ? source : newId(), 1, id, [toUnit]));
    await Promise.all([fromCase(...page), fromCase(...page)]);
    await fromCase(...page);
    expect(await kept(id)).toHaveLength(20);
  });

  it('of someone who is not in the vault is kept by nobody', async () => {
    const [stranger, source] = [newId(), newId()];
    await fromCase(disclosed(source, 1, stranger, [toUnit]));
    await tell(suite, gridDirectory, 'gridPost', [
      { key: source, version: 1, payload: { person: stranger, startsOn: '2026-01-01', endsOn: null } },
    ]);
    expect(await kept(stranger)).toEqual([]);
    expect(await rowsOf(suite, sql`select person from directory_grid_post_holder where post = ${source}`)).toEqual([
      { person: null },
    ]);
  });

  it('takes as many statements for 50 as for 1', async () => {
    const people = await Promise.all(Array.from({ length: 51 }, () => registered()));
    const statementsOf = async (ids: readonly string[]) => {
      const record = { statements: [] as string[] };
      await recordingStatements(record, () => fromCase(...ids.map((id) => disclosed(newId(), 1, id, [toUnit]))));
      return record.statements.length;
    };
    expect([await statementsOf(people.slice(0, 1)), await statementsOf(people.slice(1))]).toEqual([4, 4]);
  });

  it('is changed by no request, not even of the officers of the place', async () => {
    const id = await registered();
    await fromPost(disclosed(newId(), 1, id, [{ territory: COMMUNITY }]));
    const settings = { 'linli.administers': [COMMUNITY], 'linli.reads': [COMMUNITY], 'linli.today': '2026-11-20' };
    const changed = await withSession(suite.database, settings, async (em) => {
      const { numAffectedRows } = await sql`update disclosure set ends_on = '2030-01-01' where person = ${id}`.execute(
        em.getKysely(),
      );
      return numAffectedRows;
    });
    expect(changed).toBe(0n);
  });
});

describe('someone who is erased', () => {
  const erase = (id: string) => suite.as(themselves(id)).ask(`mutation { erasePerson(id: "${id}") }`);

  it('is disclosed by nothing that is told later', async () => {
    const [id, source] = [await registered(), newId()];
    await fromCase(disclosed(source, 1, id, [toUnit]));
    await erase(id);
    await fromCase(disclosed(source, 2, id, [toUnit]), disclosed(newId(), 1, id, [toUnit]));
    expect(await kept(id)).toEqual([]);
  });

  it('is disclosed by nothing that is told while they are erased', async () => {
    const id = await registered();
    const erasing = suite.worker.em.fork();
    await erasing.begin();
    await sql`
      update person set erased_at = '2026-11-20T02:00:00Z', record_key = null, name = null, phone = null, phone_index = null
      where id = ${id}`.execute(erasing.getKysely());
    const telling = fromCase(disclosed(newId(), 1, id, [toUnit]));
    await erasing.commit();
    await telling;
    expect(await kept(id)).toEqual([]);
  });

  it('holds no post here any more, whatever is told of it', async () => {
    const [id, post] = [await registered(), newId()];
    const told = (version: number) => [
      { key: post, version, payload: { person: id, startsOn: '2026-01-01', endsOn: null } },
    ];
    await tell(suite, gridDirectory, 'gridPost', told(1));
    await erase(id);
    const holders = () => rowsOf(suite, sql`select from directory_grid_post_holder where person = ${id}`);
    expect(await holders()).toEqual([]);
    await tell(suite, gridDirectory, 'gridPost', told(2));
    expect(await holders()).toEqual([]);
  });
});

it('nobody learns from a session of someone else who holds a post', async () => {
  const id = await registered({ territory: GRID });
  await tell(suite, gridDirectory, 'gridPost', [
    { key: newId(), version: 1, payload: { person: id, startsOn: '2026-01-01', endsOn: null } },
  ]);
  const seen = (person: string | null) =>
    withSession(suite.database, { 'linli.person': person ?? '', 'linli.reads': ['34'] }, async (em) => {
      const { rows } = await sql`select from directory_grid_post_holder where person = ${id}`.execute(em.getKysely());
      return rows.length;
    });
  expect([await seen(id), await seen(officerElsewhere.person), await seen(null)]).toEqual([1, 0, 0]);
});
