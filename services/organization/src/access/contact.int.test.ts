import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PUBLIC, type Viewer } from '@linli/domain/viewer';
import { newId } from '@linli/persistence/columns';
import { Envelope } from '@linli/persistence/envelope';
import { withSession } from '@linli/persistence/session-context';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { openOrganizationDatabase } from '../orm.js';
import {
  auditor,
  auditorElsewhere,
  changesBy,
  COMMUNITY,
  GRID,
  GRIDS,
  gridWorker,
  idOf,
  officer,
  officerElsewhere,
  organizationSuite,
  resident,
  rowsOf,
  STREET,
  streetOfficer,
  type OrganizationSuite,
} from '../organization.suite.js';
import { accessesIn, PHONE, themselves } from './access.suite.js';

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
afterAll(() => suite.end());

const { registered, consentTo, read, recordsOf } = accessesIn(() => suite);
const NOW = '2026-11-20T02:00:00.000Z';
const READ = { at: NOW, reviewedAt: null, justified: null, note: null };

describe('contact data', () => {
  it('are read by staff of the territory for a purpose that the person consents to, and by nobody else', async () => {
    const id = await registered({ territory: GRID });
    await consentTo('CASE_HANDLING', id);
    const branch = await idOf(changesBy(suite.as(officer)).found());
    await idOf(changesBy(suite.as(officer)).appoint({ person: id, partyOrganization: branch }));
    const other = viewerWith('GRID_WORKER', GRIDS[1] as string, personId(20));
    const analyst = viewerWith('ANALYST', STREET, personId(21));
    const answers = async (viewers: readonly Viewer[]) =>
      Promise.all(
        viewers.map(async (viewer) => {
          const { data, errors } = await read(viewer, id);
          return [data.person.contact?.phone ?? null, errors.map(({ code }) => code)];
        }),
      );
    expect(await answers([officer, streetOfficer, gridWorker])).toEqual(Array(3).fill([PHONE, []]));
    expect(await answers([officerElsewhere, other, resident, auditor, analyst, PUBLIC])).toEqual(
      Array(6).fill([null, ['FORBIDDEN']]),
    );
    expect((await recordsOf(auditor, id)).totalCount).toBe(3);
  });

  it('are refused without consent to that purpose, or once it is withdrawn, and nothing is recorded', async () => {
    const id = await registered();
    await consentTo('CARE_VISIT', id);
    const before = await read(officer, id);
    await suite.as(themselves(id)).ask(`mutation { withdrawConsent(person: "${id}", purpose: CARE_VISIT) { id } }`);
    const after = await read(officer, id, 'CARE_VISIT');
    expect([before, after].map(({ data, errors }) => [data, errors.map(({ code }) => code)])).toEqual([
      [{ person: { id, contact: null } }, ['PURPOSE_WITHOUT_CONSENT']],
      [{ person: { id, contact: null } }, ['PURPOSE_WITHOUT_CONSENT']],
    ]);
    expect((await recordsOf(themselves(id), id)).totalCount).toBe(0);
  });

  it('are refused in the caller’s language', async () => {
    const id = await registered();
    const { errors } = await suite
      .as(officer, { language: 'zh' })
      .ask(`{ person(id: "${id}") { contact(purpose: ELECTION) { phone } } }`);
    expect(errors.map(({ message }) => message)).toEqual([
      '本人没有同意为此目的（ELECTION）查看其联系方式；请先征得本人同意。',
    ]);
  });

  it('are the person’s own to read, which is recorded too', async () => {
    const id = await registered({ address: '天井湖路 8 号' });
    const { data } = await read(themselves(id), id);
    expect(data.person.contact).toEqual({ name: '王小明', phone: PHONE, address: '天井湖路 8 号' });
    expect((await recordsOf(themselves(id), id)).nodes).toEqual([
      {
        ...READ,
        readBy: 'the person themselves',
        reader: null,
        purpose: 'CASE_HANDLING',
        reason: null,
        fields: ['name', 'phone', 'address'],
      },
    ]);
  });

  it('of someone whom the viewer may not see are not there', async () => {
    const id = await registered();
    const answers = [await read(officerElsewhere, id), await read(officerElsewhere, personId(999))];
    expect(answers.map(({ data, errors }) => [data, errors])).toEqual(Array(2).fill([{ person: null }, []]));
  });

  it('of a list are refused one by one, and read with the same number of statements for 1 and 50', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, (_, at) => registered({ name: `周${at}` })));
    await Promise.all(ids.slice(1).map((id) => consentTo('CASE_HANDLING', id)));
    const ask = (of: readonly string[]) =>
      suite
        .as(officer)
        .ask(
          'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { contact(purpose: CASE_HANDLING) { phone } } } }',
          { of: of.map((id) => ({ __typename: 'Person', id })) },
        );
    const [one, fifty] = [await ask(ids.slice(1, 2)), await ask(ids)];
    const contacts = fifty.data._entities.map(({ contact }: { contact: unknown }) => contact);
    expect(contacts).toEqual([null, ...Array(49).fill({ phone: PHONE })]);
    expect(fifty.errors.map(({ code, path }) => [code, path])).toEqual([
      ['PURPOSE_WITHOUT_CONSENT', '_entities.0.contact'],
    ]);
    expect(fifty.statements.length).toBe(one.statements.length);
  });

  it('of more people than a statement takes values for are read and recorded too', async () => {
    const known = await registered();
    const envelope = new Envelope({ version: 1, key: Buffer.alloc(32, 7) });
    const many = Array.from({ length: 6_000 }, () => newId()).map((id) => {
      const { key, wrapped } = envelope.newRecordKey(id);
      const name = envelope.seal(key, { table: 'person', id, field: 'name' }, '周');
      return { id, key: wrapped.toString('hex'), name: name.toString('hex') };
    });
    await rowsOf(
      suite,
      sql`insert into person (id, territory, mask, name, record_key)
        select made.id, p.territory, p.mask, decode(made.name, 'hex'), decode(made.key, 'hex')
        from person p, jsonb_to_recordset(${JSON.stringify(many)}::jsonb) as made (id uuid, key text, name text) where p.id = ${known}`,
    );
    const of = many.map(({ id }) => ({ __typename: 'Person', id }));
    const { data, errors } = await suite
      .as(officer)
      .ask(
        'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { contact(purpose: EMERGENCY, reason: "疏散") { name } } } }',
        { of },
      );
    expect(errors).toEqual([]);
    expect(data._entities.every(({ contact }: { contact: { name: string } }) => contact.name === '周')).toBe(true);
    const { totalCount, nodes } = await recordsOf(auditor, many[0]?.id ?? '');
    expect([totalCount, nodes]).toMatchObject([1, [{ reason: '疏散', fields: ['name'] }]]);
  });

  it('are not read where the read cannot be recorded', async () => {
    const id = await registered();
    await consentTo('CASE_HANDLING', id);
    const owner = openOrganizationDatabase(suite.urls.ownerUrl);
    const alter = (change: string) => owner.em.fork().execute(`alter table access_record ${change}`);
    await alter('add constraint no_room check (false) not valid');
    const { data, errors } = await read(officer, id);
    await alter('drop constraint no_room');
    await owner.close(true);
    expect([data.person, errors.map(({ code }) => code)]).toEqual([{ id, contact: null }, ['INTERNAL_SERVER_ERROR']]);
    expect(JSON.stringify(errors)).not.toContain(PHONE);
    expect((await recordsOf(themselves(id), id)).totalCount).toBe(0);
  });

  it('leave the phone number and the reason in no table in the clear', async () => {
    const id = await registered();
    await consentTo('CASE_HANDLING', id);
    await read(officer, id, 'CASE_HANDLING', `called ${PHONE}`);
    const rows = await rowsOf<{ row: string }>(
      suite,
      sql`
      select t::text as row from access_record t union all select t::text from audit_entry t
      union all select t::text from outbox t`,
    );
    expect(rows.filter(({ row }) => row.includes(PHONE) || row.includes(Buffer.from(PHONE).toString('hex')))).toEqual(
      [],
    );
    expect((await recordsOf(themselves(id), id)).nodes[0].reason).toBe(`called ${PHONE}`);
  });
});

describe('an access record', () => {
  it('shows the person the reader’s role in words, and the auditor the reader besides', async () => {
    const id = await registered();
    await consentTo('CASE_HANDLING', id);
    await read(officer, id);
    const record = { ...READ, purpose: 'CASE_HANDLING', reason: null, fields: ['name', 'phone'] };
    expect((await recordsOf(themselves(id), id, 'zh')).nodes).toEqual([
      { ...record, readBy: '社区工作人员（天井湖社区居委会）', reader: null },
    ]);
    expect((await recordsOf(auditor, id)).nodes).toEqual([
      { ...record, readBy: 'community officer (天井湖社区居委会)', reader: officer.person },
    ]);
  });

  it('is there for the person and the auditors of the territory alone', async () => {
    const id = await registered();
    await consentTo('CASE_HANDLING', id);
    await read(officer, id);
    const counts = await Promise.all(
      [officer, streetOfficer, auditor, auditorElsewhere].map(
        async (viewer) => (await recordsOf(viewer, id))?.totalCount,
      ),
    );
    expect(counts).toEqual([0, 0, 1, undefined]);
  });

  it('is never changed or removed, nor put down as another’s', async () => {
    const id = await registered();
    await consentTo('CASE_HANDLING', id);
    await read(officer, id);
    const settings = {
      'linli.person': officer.person as string,
      'linli.reads': [COMMUNITY],
      'linli.audits': [COMMUNITY],
      'linli.today': '2026-11-20',
    };
    const statements = [
      sql`update access_record set reader = ${personId(30)}`,
      sql`delete from access_record`,
      sql`delete from access_review`,
      sql`insert into access_record (id, at, person, territory, reader, reader_role, purpose, fields, request_id)
        values (${personId(31)}, now(), ${id}, ${COMMUNITY}, ${personId(30)}, 'GRID_WORKER', 'CARE_VISIT', '{name}', 'x')`,
    ];
    for (const statement of statements) {
      const attempt = withSession(suite.database, settings, (em) => statement.execute(em.getKysely()));
      await expect(attempt).rejects.toMatchObject({ code: '42501' });
    }
    const outside = await sql`select id from access_record`.execute(suite.database.em.fork().getKysely());
    expect(outside.rows).toEqual([]);
  });
});
