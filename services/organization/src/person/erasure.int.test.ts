import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { personId } from '@linli/testkit/viewers';
import { accessesIn, PHONE, themselves } from '../access/access.suite.js';
import {
  auditor,
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
  rowsOf,
  type OrganizationSuite,
} from '../organization.suite.js';
import { snapshotSources } from '../snapshot.js';

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
afterAll(() => suite.end());

const { registered, consentTo, read, recordsOf } = accessesIn(() => suite);
const correct = (viewer: Viewer, id: string, args: string) =>
  suite.as(viewer).ask(`mutation { correctPerson(id: "${id}", ${args}) { displayName } }`);
const erase = (viewer: Viewer, id: string) => suite.as(viewer).ask(`mutation { erasePerson(id: "${id}") }`);
const ownContact = async (id: string): Promise<unknown> => (await read(themselves(id), id)).data.person.contact;

describe('a correction', () => {
  it('changes what is given, by the person or their officers, and leaves the rest', async () => {
    const id = await registered({ address: '天井湖路 8 号' });
    await correct(officer, id, 'name: " 欧阳小红 "');
    expect(await ownContact(id)).toEqual({ name: '欧阳小红', phone: PHONE, address: '天井湖路 8 号' });
    const seen = await suite.as(officer).ask(`{ person(id: "${id}") { displayName } }`);
    expect(seen.data.person.displayName).toBe('欧阳**');
    await correct(themselves(id), id, `phone: "", address: "金山路 1 号", territory: "${ELSEWHERE}"`);
    expect(await ownContact(id)).toEqual({ name: '欧阳小红', phone: null, address: '金山路 1 号' });
    expect((await suite.as(officer).ask(`{ person(id: "${id}") { id } }`)).data.person).toBeNull();
  });

  it('is refused to whoever sees the person without looking after them, and to whom they are not there', async () => {
    const id = await registered({ territory: GRID });
    const answers = [
      await correct(gridWorker, id, 'name: "李四"'),
      await correct(auditor, id, 'name: "李四"'),
      await correct(officerElsewhere, id, 'name: "李四"'),
      await correct(officer, personId(999), 'name: "李四"'),
      await correct(PUBLIC, id, 'name: "李四"'),
    ];
    expect(answers.flatMap(refusals).map(([code]) => code)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'NOT_FOUND',
      'NOT_FOUND',
      'UNAUTHENTICATED',
    ]);
    expect(await ownContact(id)).toMatchObject({ name: '王小明' });
  });

  it.each([
    ['an empty name', 'name: " "', 'name'],
    ['a phone number that is none', 'phone: "call me"', 'phone'],
    ['a territory that the officer does not administer', `territory: "${ELSEWHERE}"`, 'territory'],
    ['a territory that is not there', `territory: "${COMMUNITY}777"`, 'territory'],
  ])('refuses %s by its path', async (_, args, path) => {
    expect(refusals(await correct(officer, await registered(), args))).toEqual([['BAD_USER_INPUT', path]]);
  });
});

describe('erasing a person', () => {
  const seated = async () => {
    const id = await registered();
    await consentTo('CASE_HANDLING', id);
    const by = changesBy(suite.as(everywhere));
    const organization = await idOf(by.found({ area: ELSEWHERE }));
    const seat = await idOf(by.appoint({ person: id, partyOrganization: organization }));
    const membership = await idOf(by.admit({ person: id, organization }));
    return { id, seat, membership };
  };

  it('drops their data and their key, and ends seats, membership, disclosures and consents with today', async () => {
    const { id, seat, membership } = await seated();
    expect((await erase(officer, id)).data).toEqual({ erasePerson: true });
    const rows = await rowsOf(
      suite,
      sql`select p.mask, p.name, p.phone, p.address, p.record_key,
        (select ends_on from seat where id = ${seat}) as seat, (select left_on from party_membership where id = ${membership}) as membership,
        (select array_agg(distinct ends_on::text) from disclosure where person = p.id) as disclosures,
        (select count(*)::int from consent where person = p.id and withdrawn_at is null) as consents
        from person p where p.id = ${id}`,
    );
    expect(rows).toEqual([
      {
        mask: '**',
        name: null,
        phone: null,
        address: null,
        record_key: null,
        seat: '2026-11-20',
        membership: '2026-11-20',
        disclosures: ['2026-11-20'],
        consents: 0,
      },
    ]);
  });

  it('leaves an anonymous history', async () => {
    const { id, seat } = await seated();
    await erase(themselves(id), id);
    const { data, errors } = await suite
      .as(PUBLIC)
      .ask(
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Seat { title person { displayName } } } }`,
        { of: [{ __typename: 'Seat', id: seat }] },
      );
    expect([data._entities, errors]).toEqual([[{ title: 'SECRETARY', person: { displayName: '**' } }], []]);
  });

  it('leaves nothing to read, nor why it was read', async () => {
    const id = await registered();
    await consentTo('CASE_HANDLING', id);
    await read(officer, id, 'CASE_HANDLING', '回电');
    await erase(themselves(id), id);
    expect([await ownContact(id), (await read(officer, id)).data.person.contact]).toEqual([null, null]);
    expect((await recordsOf(themselves(id), id)).nodes).toMatchObject([{ reason: null, fields: ['name', 'phone'] }]);
    expect(refusals(await correct(officer, id, 'name: "李四"'))).toEqual([['PERSON_ERASED', 'id']]);
    expect(
      refusals(
        await suite.as(themselves(id)).ask(`mutation { giveConsent(person: "${id}", purpose: ELECTION) { id } }`),
      ),
    ).toEqual([['NOT_FOUND', 'person']]);
  });

  it('is told to other services, by event and by snapshot, once', async () => {
    const { id, seat } = await seated();
    await erase(officer, id);
    expect((await erase(officer, id)).data).toEqual({ erasePerson: true });
    const events = await rowsOf(
      suite,
      sql`select type, payload from outbox where aggregateid in (${id}, ${seat}) and type not in ('SeatTaken', 'PersonRegistered') order by position`,
    );
    expect(events).toEqual([
      { type: 'SeatEnded', payload: expect.objectContaining({ id: seat, endsOn: '2026-11-20' }) },
      { type: 'PersonErased', payload: { id, territory: null, erased: true } },
    ]);
    const people = snapshotSources(suite.clock).find(({ kind }) => kind === 'person');
    const snapshot = await people?.page(suite.worker.em.fork(), null, 100);
    expect(snapshot?.filter(({ key }) => key === id)).toEqual([
      { key: id, version: 2, payload: { id, territory: null, erased: true } },
    ]);
  });

  it('revokes every token that they were given, once and audited', async () => {
    const id = await registered();
    await erase(officerElsewhere, id);
    await erase(officer, id);
    await erase(officer, id);
    const revoked = await rowsOf(
      suite,
      sql`select subject, territory, unit, by_person from token_revocation where subject = ${id}`,
    );
    expect(revoked).toEqual([{ subject: id, territory: null, unit: null, by_person: officer.person }]);
    const entries = await rowsOf(
      suite,
      sql`select operation, person, subject_type from audit_entry where subject_id = ${id} and operation = 'erasePerson' order by id`,
    );
    const entry = { operation: 'erasePerson', person: officer.person };
    expect(entries).toEqual([
      { ...entry, subject_type: 'person' },
      { ...entry, subject_type: 'tokenSubject' },
    ]);
  });

  it('lets nobody be seated or admitted who is being erased at that time', async () => {
    const changes = changesBy(suite.as(officer));
    const partyOrganization = await idOf(changes.found());
    const [seated, admitted] = [await registered(), await registered()];
    const gate = suite.worker.em.fork();
    await gate.begin();
    for (const change of [
      `select from person where id in ('${seated}', '${admitted}') for update`,
      `update person set name = null, phone = null, phone_index = null, address = null, record_key = null, erased_at = now()
        where id in ('${seated}', '${admitted}')`,
    ])
      await gate.execute(change);
    const answers = [
      changes.appoint({ person: seated, partyOrganization }),
      changes.admit({ person: admitted, organization: partyOrganization }),
    ];
    const waiting = sql`select from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0 and datname = current_database()`;
    while ((await rowsOf(suite, waiting)).length < answers.length);
    await gate.commit();
    expect((await Promise.all(answers)).map(refusals)).toEqual([
      [['BAD_USER_INPUT', 'input.person']],
      [['BAD_USER_INPUT', 'input.person']],
    ]);
  });

  it('is refused to anyone but the person and their officers, also by one who seats them elsewhere', async () => {
    const { id } = await seated();
    const answers = [
      await erase(officerElsewhere, id),
      await erase(auditor, id),
      await erase(gridWorker, id),
      await erase(officerElsewhere, await registered()),
      await erase(officer, 'nobody'),
      await erase(PUBLIC, id),
    ];
    expect(answers.flatMap(refusals).map(([code]) => code)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
      'FORBIDDEN',
      'NOT_FOUND',
      'NOT_FOUND',
      'UNAUTHENTICATED',
    ]);
    expect(await ownContact(id)).toMatchObject({ phone: PHONE });
  });
});
