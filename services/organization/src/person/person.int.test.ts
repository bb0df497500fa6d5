import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { withSession } from '@linli/persistence/session-context';
import { personId, viewerWith } from '@linli/testkit/viewers';
import {
  changesBy,
  COMMUNITY,
  ELSEWHERE,
  everywhere,
  GRID,
  gridWorker,
  idOf,
  officer,
  officerElsewhere,
  organizationSuite,
  refusals,
  resident,
  residentElsewhere,
  rowsOf,
  streetOfficer,
  type OrganizationSuite,
} from '../organization.suite.js';

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
afterAll(() => suite.end());

const by = (viewer: Viewer = officer, idempotencyKey?: string) =>
  changesBy(suite.as(viewer, idempotencyKey === undefined ? {} : { idempotencyKey }));
const PHONE = '13905621234';

describe('registering people', () => {
  it('keeps their data sealed and shows whoever registers them the mask', async () => {
    const { data, errors } = await by().register({
      name: '欧阳小红',
      phone: PHONE,
      address: '天井湖路 8 号 3 单元 501',
    });
    expect([data.registerPerson.displayName, errors]).toEqual(['欧阳**', []]);
  });

  it('leaves a phone number, name or address in the clear in no table, nor in a refusal', async () => {
    const input = { name: '诸葛金丝雀', phone: PHONE, address: '金丝雀巷 77 号' };
    await idOf(by(officer, 'canary-1').register(input));
    const refused = [
      await by(officer, 'canary-1').register({ ...input, name: '诸葛夜莺' }),
      await by().register({ ...input, territory: ELSEWHERE }),
      await by().register({ ...input, name: PHONE.repeat(6) }),
      await by().register({ ...input, territory: PHONE }),
      await by().register({ ...input, phone: `${PHONE}号` }),
    ];
    expect(refused.map(({ errors }) => errors.length)).toEqual([1, 1, 1, 1, 1]);
    const tables = await rowsOf<{ name: string }>(
      suite,
      sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
        and has_table_privilege(oid, 'select')`,
    );
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['person', 'outbox', 'audit_entry', 'idempotency_key', 'disclosure']),
    );
    const rows = await Promise.all(
      tables.map(({ name }) => rowsOf<{ row: string }>(suite, sql`select t::text as row from ${sql.table(name)} t`)),
    );
    const text = JSON.stringify([
      rows,
      refused.map(({ errors }) => errors.map(({ message, extensions }) => [message, extensions])),
    ]);
    for (const canary of [PHONE, '金丝雀', '夜莺', '小红', '天井湖路']) {
      expect([canary, text.includes(canary), text.includes(Buffer.from(canary).toString('hex'))]).toEqual([
        canary,
        false,
        false,
      ]);
    }
  });

  it.each([
    ['an empty name', { name: ' ' }, 'input.name'],
    ['a phone number that is none', { phone: 'call me' }, 'input.phone'],
    ['a territory elsewhere', { territory: ELSEWHERE }, 'input.territory'],
    ['a territory that is not there', { territory: `${COMMUNITY}777` }, 'input.territory'],
  ])('refuses %s by its path', async (_, input, path) => {
    expect(refusals(await by().register(input))).toEqual([['BAD_USER_INPUT', path]]);
  });

  it('is done by the staff of the territory alone', async () => {
    const answers = [await by(PUBLIC).register(), await by(resident).register(), await by(gridWorker).register()];
    expect(answers.flatMap(refusals).map(([code]) => code)).toEqual(['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT']);
    expect(refusals(await by(gridWorker).register({ territory: GRID }))).toEqual([]);
  });

  const registerAll = (inputs: readonly Record<string, unknown>[], idempotencyKey?: string) =>
    suite
      .as(officer, idempotencyKey === undefined ? {} : { idempotencyKey })
      .ask('mutation ($inputs: [RegisterPersonInput!]!) { registerPersons(inputs: $inputs) { id displayName } }', {
        inputs,
      });

  it('registers many at once in the order given, once for a key', async () => {
    const inputs = ['赵一', '钱二', '孙三'].map((name) => ({ name, territory: COMMUNITY }));
    const [first, again] = [await registerAll(inputs, 'many'), await registerAll(inputs, 'many')];
    expect(first.data.registerPersons.map(({ displayName }: { displayName: string }) => displayName)).toEqual([
      '赵**',
      '钱**',
      '孙**',
    ]);
    expect(again.data).toEqual(first.data);
  });

  it('registers none where one of many is refused', async () => {
    const count = async () => (await rowsOf(suite, sql`select from person`)).length;
    const before = await count();
    const answer = await registerAll([
      { name: '李四', territory: COMMUNITY },
      { name: '', territory: COMMUNITY },
    ]);
    const keyed = await registerAll([{ name: '李四', territory: COMMUNITY, idempotencyKey: 'own' }]);
    expect([...refusals(answer), ...refusals(keyed), ...refusals(await registerAll([]))]).toEqual([
      ['BAD_USER_INPUT', 'inputs.1.name'],
      ['BAD_USER_INPUT', 'inputs.0.idempotencyKey'],
      ['BAD_USER_INPUT', 'inputs'],
    ]);
    expect(await count()).toBe(before);
  });
});

describe('who sees a person', () => {
  const nameFor = async (viewer: Viewer, id: string): Promise<string | null> =>
    (await suite.as(viewer).ask(`{ person(id: "${id}") { displayName } }`)).data.person?.displayName ?? null;
  const personViewer = (id: string): Viewer => ({ person: id, roles: [] });

  it('shows the name to the person, the mask to staff of their territory, and nothing to anyone else', async () => {
    const id = await idOf(by().register({ name: '王小明' }));
    const viewers = [personViewer(id), officer, streetOfficer, gridWorker, officerElsewhere, resident, PUBLIC];
    const seen = await Promise.all(viewers.map((viewer) => nameFor(viewer, id)));
    expect(seen).toEqual(['王小明', '王**', '王**', null, null, null, null]);
  });

  it('discloses who holds a seat while it lasts: the mask to everyone, the name to its residents and staff', async () => {
    const id = await idOf(by().register({ name: '王小明' }));
    const branch = await idOf(by().found());
    const seat = await idOf(by().appoint({ person: id, partyOrganization: branch }));
    const viewers = [officer, gridWorker, resident, residentElsewhere, officerElsewhere, PUBLIC];
    const during = await Promise.all(viewers.map((viewer) => nameFor(viewer, id)));
    expect(during).toEqual(['王小明', '王小明', '王小明', '王**', '王**', '王**']);
    await suite.as(officer).ask(`mutation { endSeat(id: "${seat}", on: "2026-11-20") { id } }`);
    suite.clock.set('2026-11-20T16:00:00.000Z');
    const after = await Promise.all(viewers.map((viewer) => nameFor(viewer, id)));
    suite.clock.set('2026-11-20T02:00:00.000Z');
    expect(after).toEqual(['王**', null, null, null, null, null]);
  });

  it('discloses nothing before a seat begins', async () => {
    const id = await idOf(by().register());
    await idOf(by().appoint({ person: id, partyOrganization: await idOf(by().found()), startsOn: '2026-11-21' }));
    expect([await nameFor(officer, id), await nameFor(resident, id), await nameFor(PUBLIC, id)]).toEqual([
      '王**',
      null,
      null,
    ]);
  });

  it('answers an entity as it answers a query: who may not be seen is not there', async () => {
    const id = await idOf(by().register());
    const ask = (viewer: Viewer, of: string) =>
      suite.as(viewer).ask('query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { id } } }', {
        of: [{ __typename: 'Person', id: of }],
      });
    const answers = [
      await ask(PUBLIC, id),
      await ask(PUBLIC, personId(99)),
      await ask(PUBLIC, 'nobody'),
      await ask(officer, id),
    ];
    expect(answers.map(({ data }) => data._entities)).toEqual([[null], [null], [null], [{ id }]]);
  });

  it('shows no row to a connection without a session, also one that had a session before', async () => {
    const id = await idOf(by().register());
    const seat = { person: id, partyOrganization: await idOf(by().found()) };
    await idOf(by().appoint(seat));
    await idOf(by().admit({ person: id, organization: seat.partyOrganization }));
    await Promise.all(Array.from({ length: 12 }, () => nameFor(officer, id)));
    for (const table of ['person', 'disclosure', 'party_membership']) {
      const rows = await Promise.all(
        Array.from({ length: 12 }, () =>
          sql`select id from ${sql.table(table)}`.execute(suite.database.em.fork().getKysely()),
        ),
      );
      expect([table, rows.flatMap((result) => result.rows)]).toEqual([table, []]);
    }
  });

  it('lets a session write nothing that its viewer may not, whatever the code above it asks for', async () => {
    const id = await idOf(by().register());
    const organization = await idOf(by().found());
    const writes = {
      membership: sql`insert into party_membership (id, person, status, organization, area, joined_on)
        values (${personId(70)}, ${id}, 'FULL', ${organization}, ${COMMUNITY}, '2026-01-01')`,
      disclosure: sql`insert into disclosure (id, person, level, to_public, territory, reason, source, starts_on)
        values (${personId(71)}, ${id}, 'NAME', true, ${COMMUNITY}, 'SEAT', ${organization}, '2026-01-01')`,
      person: sql`insert into person (id, territory, mask) values (${personId(72)}, ${COMMUNITY}, '李**')`,
    };
    const settings = { 'linli.person': id, 'linli.resides': [COMMUNITY], 'linli.today': '2026-11-20' };
    for (const [table, write] of Object.entries(writes)) {
      const attempt = withSession(suite.database, settings, (em) => write.execute(em.getKysely()));
      await expect(attempt).rejects.toMatchObject({ code: '42501', message: expect.stringContaining(table) });
    }
  });

  it('reads 1 and 50 people with the same number of statements', async () => {
    const inputs = Array.from({ length: 50 }, (_, at) => ({ name: `周${at}`, territory: COMMUNITY }));
    const { data } = await suite
      .as(officer)
      .ask('mutation ($inputs: [RegisterPersonInput!]!) { registerPersons(inputs: $inputs) { id } }', { inputs });
    const ask = (n: number) =>
      suite
        .as(officer)
        .ask(
          `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { displayName seats { id } membership { id } } } }`,
          { of: data.registerPersons.slice(0, n).map(({ id }: { id: string }) => ({ __typename: 'Person', id })) },
        );
    const [one, fifty] = [await ask(1), await ask(50)];
    expect(fifty.data._entities.filter(Boolean)).toHaveLength(50);
    expect([one.statements.length, fifty.statements.length]).toEqual([9, 9]);
  });
});

describe('who is asking', () => {
  const VIEWER = `{ viewer { person { displayName } roles { role territory unit { id } } unit { id }
    actsFor { ... on PartyOrganization { id } } } }`;

  it('is nobody for the public', async () => {
    const { data, errors } = await suite.as(PUBLIC).ask(VIEWER);
    expect([data, errors]).toEqual([{ viewer: null }, []]);
  });

  it('has a person, roles, a unit, and the organisations that a seat lets them act for', async () => {
    const id = await idOf(by().register({ name: '司马光' }));
    const [led, sat, left] = [await idOf(by().found()), await idOf(by().found()), await idOf(by().found())];
    await idOf(by().appoint({ person: id, partyOrganization: led, title: 'DEPUTY_SECRETARY' }));
    await idOf(by().appoint({ person: id, partyOrganization: led, title: 'COMMITTEE_MEMBER', concurrent: true }));
    await idOf(by().appoint({ person: id, partyOrganization: sat, title: 'COMMITTEE_MEMBER' }));
    await idOf(by().appoint({ person: id, partyOrganization: left, endsOn: '2026-11-19' }));
    const viewer: Viewer = {
      person: id,
      roles: [
        { role: 'RESIDENT', territory: COMMUNITY },
        { role: 'UNIT_REPRESENTATIVE', unit: personId(50) },
      ],
    };
    const { data } = await suite.as(viewer).ask(VIEWER);
    expect(data.viewer).toEqual({
      person: { displayName: '司马光' },
      roles: [
        { role: 'RESIDENT', territory: COMMUNITY, unit: null },
        { role: 'UNIT_REPRESENTATIVE', territory: null, unit: { id: personId(50) } },
      ],
      unit: { id: personId(50) },
      actsFor: [{ id: led }],
    });
  });

  it('may be someone whom nobody has registered', async () => {
    const { data } = await suite.as(viewerWith('ANALYST', '34', personId(77))).ask(VIEWER);
    expect(data.viewer).toMatchObject({ person: null, roles: [{ role: 'ANALYST', territory: '34' }], actsFor: [] });
  });
});

it('nobody registers through a territory that lies above theirs', async () => {
  expect(refusals(await by(officer).register({ territory: '340705402' }))).toEqual([
    ['BAD_USER_INPUT', 'input.territory'],
  ]);
  expect(refusals(await by(everywhere).register({ territory: '340705402' }))).toEqual([]);
});
