import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Viewer } from '@linli/domain/viewer';
import type { SnapshotRow } from '@linli/events/feed';
import { newId } from '@linli/persistence/columns';
import { withSession } from '@linli/persistence/session-context';
import { recordingStatements } from '@linli/persistence/statements';
import { personId, viewerWith } from '@linli/testkit/viewers';
import { accessesIn, themselves } from '../access/access.suite.js';
import {
  auditor,
  auditorElsewhere,
  COMMUNITY,
  organizationSuite,
  rowsOf,
  type OrganizationSuite,
} from '../organization.suite.js';
import { accessRecordWriter } from './access-record.writers.js';
import { casesDirectory } from './cases.writers.js';
import { tell } from './feed.suite.js';

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
afterAll(() => suite.end());

const { registered, recordsOf } = accessesIn(() => suite);
const READER = personId(77);
const AT = '2026-11-19T08:30:00.000Z';

/** A read of a case's text, as the feed of cases tells it. */
const read = (person: string, facts: Record<string, unknown> = {}) => {
  const id = newId();
  const usual = { territory: COMMUNITY, reader: READER, readerRole: 'HANDLER', readerTerritory: null };
  const what = { purpose: 'CASE_HANDLING', fields: ['case.description'], requestId: 'r-1' };
  return { key: id, version: 1, payload: { id, at: AT, person, ...usual, ...what, ...facts } };
};
/** The reads from cases that are in the person's copy. */
const copied = async (viewer: Viewer, id: string): Promise<number> => {
  const { data } = await suite.as(viewer).ask(`{ person(id: "${id}") { heldInOrganization } }`);
  const records: { fields: string[] }[] = data.person.heldInOrganization.accessRecords;
  return records.filter(({ fields }) => fields.includes('case.description')).length;
};
const auditedIds = async (viewer: Viewer): Promise<string[]> => {
  const { data } = await suite
    .as(viewer)
    .ask(
      `{ accessRecords(within: "${COMMUNITY}", from: "2026-11-19T00:00:00Z", until: "2026-11-21T00:00:00Z", first: 100) { totalCount nodes { id } } }`,
    );
  const { totalCount, nodes }: { totalCount: number; nodes: { id: string }[] } = data.accessRecords;
  expect(nodes).toHaveLength(totalCount);
  return nodes.map(({ id }) => id);
};
const fromCases = (...rows: SnapshotRow[]) => tell(suite, casesDirectory, 'accessRecord', rows);

describe('a read in another service', () => {
  it('stands among the reads of the person, by role and place, and never by name', async () => {
    const id = await registered();
    await fromCases(read(id), read(id, { readerRole: 'COMMUNITY_OFFICER', readerTerritory: COMMUNITY }));
    const usual = { at: AT, reader: null, purpose: 'CASE_HANDLING', fields: ['case.description'], reason: null };
    expect((await recordsOf(themselves(id), id, 'zh')).nodes).toMatchObject([
      { ...usual, readBy: '社区工作人员（天井湖社区居委会）' },
      { ...usual, readBy: '办理人' },
    ]);
    expect((await recordsOf(themselves(id), id)).nodes).toMatchObject([
      { readBy: 'community officer (天井湖社区居委会)' },
      { readBy: 'whoever handles the case' },
    ]);
  });

  it('is audited where it was, with the account of the reader', async () => {
    const id = await registered();
    await fromCases(read(id));
    expect((await recordsOf(auditor, id)).nodes).toMatchObject([{ reader: READER }]);
    expect(await recordsOf(auditorElsewhere, id)).toBeUndefined();
  });

  it('that would tell who reported anonymously is there for the person alone, in lists, counts and copies', async () => {
    const id = await registered();
    const [named, concealed] = [read(id), read(id, { concealed: true })];
    await fromCases(named, concealed);
    const ledger = await recordsOf(themselves(id), id);
    expect([ledger.totalCount, ledger.nodes]).toMatchObject([2, [{ reader: null }, { reader: null }]]);
    const audited = await recordsOf(auditor, id);
    expect([audited.totalCount, audited.nodes]).toMatchObject([1, [{ reader: READER }]]);
    expect(await auditedIds(auditor)).toContain(named.key);
    expect(await auditedIds(auditor)).not.toContain(concealed.key);
    expect([await copied(themselves(id), id), await copied(auditor, id)]).toEqual([2, 1]);
  });

  it('that is concealed is concealed too from its person where they audit', async () => {
    const id = await registered();
    const row = read(id, { concealed: true });
    await fromCases(row);
    const both = viewerWith('AUDITOR', COMMUNITY, id);
    expect((await recordsOf(both, id)).nodes).toMatchObject([{ reader: null, purpose: 'CASE_HANDLING' }]);
    expect(await auditedIds(both)).not.toContain(row.key);
  });

  it('is concealed from then on when it is told to be', async () => {
    const id = await registered();
    const row = read(id);
    await fromCases(row);
    expect((await recordsOf(auditor, id)).totalCount).toBe(1);
    await fromCases({ ...row, payload: { ...row.payload, concealed: true } });
    await fromCases(row);
    expect((await recordsOf(auditor, id)).totalCount).toBe(0);
    expect((await recordsOf(themselves(id), id)).totalCount).toBe(1);
  });

  it('that was an emergency is reviewed here, though its reason stays there', async () => {
    const id = await registered();
    const row = read(id, { purpose: 'EMERGENCY' });
    await fromCases(row);
    const { errors } = await suite
      .as(auditor)
      .ask(`mutation { reviewEmergencyRead(record: "${row.key}", justified: true, note: "核实") { id } }`);
    expect(errors).toEqual([]);
    expect((await recordsOf(themselves(id), id)).nodes).toMatchObject([{ justified: true, note: '核实' }]);
  });

  it('that was of oneself is none, and holds up no other', async () => {
    const id = await registered();
    await fromCases(read(id, { reader: id }), read(id));
    expect((await recordsOf(themselves(id), id)).nodes).toHaveLength(1);
  });

  it('told again, or by two processes at once, is there once and as it was', async () => {
    const id = await registered();
    const page = [read(id), read(id)];
    await Promise.all([fromCases(...page), fromCases(...page)]);
    await fromCases(...page.map((row) => ({ ...row, payload: { ...row.payload, purpose: 'ELECTION' } })));
    expect((await recordsOf(themselves(id), id)).nodes.map(({ purpose }: { purpose: string }) => purpose)).toEqual([
      'CASE_HANDLING',
      'CASE_HANDLING',
    ]);
  });

  it('of someone who is not in the vault is passed over, of someone erased it is kept', async () => {
    const [stranger, erased] = [newId(), await registered()];
    await suite.as(themselves(erased)).ask(`mutation { erasePerson(id: "${erased}") }`);
    await fromCases(read(stranger), read(erased));
    const rows = await rowsOf(suite, sql`select person from access_record where person in (${stranger}, ${erased})`);
    expect(rows).toEqual([{ person: erased }]);
  });

  it('takes as many statements for 50 as for 1', async () => {
    const id = await registered();
    const statementsOf = async (count: number) => {
      const record = { statements: [] as string[] };
      const rows = Array.from({ length: count }, () => read(id));
      await recordingStatements(record, () => fromCases(...rows));
      return record.statements.length;
    };
    expect([await statementsOf(1), await statementsOf(50)]).toEqual([3, 3]);
  });

  it('is put down by no request', async () => {
    const id = await registered();
    const adding = withSession(suite.database, { 'linli.person': READER, 'linli.reads': ['34'] }, (em) =>
      sql`
        insert into access_record (id, at, person, territory, reader, reader_role, purpose, fields, request_id, origin)
        values (${newId()}, now(), ${id}, ${COMMUNITY}, ${READER}, 'HANDLER', 'CASE_HANDLING', '{name}', 'r', 'cases')`.execute(
        em.getKysely(),
      ),
    );
    await expect(adding).rejects.toThrow('row-level security');
  });
});

it('the ledger knows of each service whether its reads were taken in', async () => {
  await fromCases(read(await registered()));
  const untaken = ['cases', 'grid'].map((origin) => accessRecordWriter(origin).isEmpty(suite.worker.em.fork()));
  expect(await Promise.all(untaken)).toEqual([false, true]);
});
