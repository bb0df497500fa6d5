import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditHead } from './audit-heads.js';
import { verifyAudit } from './audit-verification.js';
import { actor, garden, rowsOf, sealUntil, type Garden } from './persistence.suite.js';
import { commit } from './unit-of-work.js';

let suite: Garden;
/** Ids of the five entries, in the order of their sealing. */
let ids: string[];
/** The head after each of them. */
let heads: AuditHead[];
beforeAll(async () => {
  suite = await garden();
});
beforeEach(async () => {
  await rowsOf(suite.owner, 'delete from audit_entry; delete from audit_seal');
  for (let n = 1; n <= 5; n += 1) await change(`bed ${n}`);
  await sealUntil(suite, 5);
  const seals = await rowsOf(suite.owner, 'select sequence::int, entry, hash from audit_seal order by sequence');
  ids = seals.map((seal) => String(seal['entry']));
  heads = seals.map((seal) => ({
    service: 'garden',
    sequence: Number(seal['sequence']),
    hash: String(seal['hash']),
    at: '2026-11-20T03:00:00.000Z',
  }));
});
afterAll(() => suite.end());

const change = (name: string) =>
  commit(suite.app, actor(), { operation: 'plant', input: name }, async ({ audit }) => {
    audit({ type: 'bed', id: name, territory: '340705402001' });
    return name;
  });

/** Does something to the tables as their owner may. */
const tamper = (statement: string) => rowsOf(suite.owner, statement);
const verify = () => verifyAudit(suite.worker, heads);

describe('a chain', () => {
  it('that nobody touched is whole, and contains every head', async () => {
    expect(await verify()).toEqual({ sealed: 5, waiting: 0, findings: [] });
  });

  it('tells how many entries wait to be sealed', async () => {
    await change('bed 6');
    await change('bed 7');
    expect(await verify()).toEqual({ sealed: 5, waiting: 2, findings: [] });
  });

  it.each([
    ['operation', `operation = 'water'`],
    ['person', 'person = null'],
    ['time', `at = at + interval '1 millisecond'`],
    ['roles', `roles = '[]'`],
    ['subject', `subject_id = 'bed 9'`],
    ['territory', `territory = '340705402002'`],
    ['request', `request_id = 'request-2'`],
    ['transaction', `transaction = '3'`],
  ])('names an entry whose %s was edited', async (_, edit) => {
    await tamper(`update audit_entry set ${edit} where subject_id = 'bed 3'`);
    expect((await verify()).findings).toEqual([{ kind: 'EDITED', sequence: 3, entry: ids[2] }]);
  });

  it('names an entry that was removed', async () => {
    await tamper(`delete from audit_entry where subject_id = 'bed 3'`);
    expect(await verify()).toEqual({
      sealed: 5,
      waiting: 0,
      findings: [{ kind: 'REMOVED', sequence: 3, entry: ids[2] }],
    });
  });

  it('names the places of entries that were removed together with their seals', async () => {
    await tamper('delete from audit_entry using audit_seal where entry = id and sequence in (1, 3, 4)');
    await tamper('delete from audit_seal where sequence in (1, 3, 4)');
    expect((await verifyAudit(suite.worker, [])).findings).toEqual([
      { kind: 'REMOVED_WITH_SEALS', from: 1, to: 1 },
      { kind: 'REMOVED_WITH_SEALS', from: 3, to: 4 },
    ]);
  });

  it('does not follow when seals were renumbered over a removed entry', async () => {
    await tamper('delete from audit_entry using audit_seal where entry = id and sequence = 3');
    await tamper('delete from audit_seal where sequence = 3');
    await tamper('update audit_seal set sequence = 3 where sequence = 4');
    await tamper('update audit_seal set sequence = 4 where sequence = 5');
    expect((await verifyAudit(suite.worker, [])).findings).toEqual([{ kind: 'EDITED', sequence: 3, entry: ids[3] }]);
  });

  it('names an entry that was put between others', async () => {
    await tamper(`insert into audit_entry select gen_random_uuid(), at, person, roles, 'forged', subject_type, subject_id,
      territory, request_id, transaction from audit_entry where subject_id = 'bed 2'`);
    await sealUntil(suite, 5);
    const [forged] = await rowsOf(suite.owner, `select id from audit_entry where operation = 'forged'`);
    expect(await verify()).toEqual({
      sealed: 5,
      waiting: 0,
      findings: [{ kind: 'ADDED_OUT_OF_ORDER', entry: forged?.['id'] }],
    });
  });

  it('whose tail was cut off lacks a head that was written outside', async () => {
    await tamper('delete from audit_entry using audit_seal where entry = id and sequence > 3');
    await tamper('delete from audit_seal where sequence > 3');
    expect(await verify()).toEqual({
      sealed: 3,
      waiting: 0,
      findings: heads.slice(3).map((head) => ({ kind: 'HEAD_LOST', head })),
    });
  });

  it('that was cut and went on lacks a head too', async () => {
    await tamper('delete from audit_entry using audit_seal where entry = id and sequence > 3');
    await tamper('delete from audit_seal where sequence > 3');
    await change('bed 6');
    await change('bed 7');
    await sealUntil(suite, 5);
    expect((await verify()).findings).toEqual(heads.slice(3).map((head) => ({ kind: 'HEAD_LOST', head })));
  });

  it('that was written anew over an edited entry lacks the heads from there on', async () => {
    await tamper(`update audit_entry set operation = 'water' where subject_id = 'bed 3'`);
    await tamper('delete from audit_seal');
    await sealUntil(suite, 5);
    expect((await verify()).findings).toEqual(heads.slice(2).map((head) => ({ kind: 'HEAD_LOST', head })));
  });
});
